using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using HueSoc.Cli.Tests.Run;

namespace HueSoc.Cli.Tests.Hunting;

/// <summary>The program as a user starts it.</summary>
public sealed partial class HuntProcessTests : IDisposable
{
    private const int Sigint = 2;
    private const int Sigterm = 15;

    // One rule, a hit at Sysmon's and at the auditing's way of telling of a new process.
    private const string ProcessRule = """
        title: Process rule
        id: 0f3d1f0a-3f9a-4f5e-9f43-6d0a5a0f5b03
        logsource:
          product: windows
          category: process_creation
        detection:
          selection:
            Image|endswith: '\vssadmin.exe'
            CommandLine|contains: ' delete '
          condition: selection
        """;

    private readonly TestFolder folder = new();

    [Fact]
    public async Task Hunt_FromAnotherFolder_FindsTheShippedPipelinesAndNamesFilesAsGiven()
    {
        folder.Write("rule.yml", ProcessRule);
        folder.Write("logs/a.jsonl", """
            {"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":1,"Image":"C:\\Windows\\System32\\vssadmin.exe","CommandLine":"vssadmin Delete Shadows"}
            {"Channel":"Security","EventID":4688,"NewProcessName":"C:\\Windows\\System32\\vssadmin.exe","CommandLine":"vssadmin delete shadows"}
            {"Channel":"Security","EventID":4688,"NewProcessName":"C:\\Windows\\System32\\vssadmin.exe","CommandLine":"vssadmin list shadows"}

            """);

        CommandResult result = await ChildProcess.RunAsync(folder.Path, "hunt", "--rules", "rule.yml", "--format", "jsonl", "logs");

        result.Code.ShouldBe(0, result.Error);
        result.OutputLines.Select(Source).ShouldBe([("logs/a.jsonl", 1), ("logs/a.jsonl", 2)]);
    }

    [Fact]
    public async Task Hunt_Interrupted_EndsWithWholeLinesAndExitsWith130()
    {
        if (OperatingSystem.IsWindows())
            return;
        folder.Write("rule.yml", Given.BadWord);
        folder.Write("many.jsonl", Given.ManyEvents(60_000, padding: 300));

        // The pipe takes 64 KiB: until somebody reads on, the program stands in the middle of its work.
        using Process process = ChildProcess.Start(folder.Path, "hunt", "--rules", "rule.yml", "--format", "jsonl", "many.jsonl");
        string first = (await process.StandardOutput.ReadLineAsync())!;
        Kill(process.Id, IgnoresInterrupt(process.Id) ? Sigterm : Sigint).ShouldBe(0);
        CommandResult rest = await ChildProcess.EndAsync(process);

        rest.Code.ShouldBe(130, rest.Error);
        rest.Error.ShouldContain("ended early");
        Source(first).ShouldBe(("many.jsonl", 1));
        rest.OutputLines.Select(line => Source(line).Record).ShouldBe(Enumerable.Range(1, rest.OutputLines.Length).Select(i => (i * 3L) + 1));
    }

    [Fact]
    public async Task Help_Asked_IsGiven()
    {
        CommandResult result = await ChildProcess.RunAsync(folder.Path, "--help");

        result.Code.ShouldBe(0);
        result.Output.ShouldContain("hunt");
    }

    [Fact]
    public async Task Rules_VietnameseOnAPipe_IsUtf8()
    {
        folder.Write("rule.yml", Given.BadWord.Replace("Bad word", "Xóa bản sao ổ đĩa", StringComparison.Ordinal));
        folder.Write("a.jsonl", Given.Event("bad") + "\n");

        CommandResult result = await ChildProcess.RunAsync(folder.Path, "hunt", "--rules", "rule.yml", "a.jsonl");

        result.Output.ShouldContain("Xóa bản sao ổ đĩa");
        result.Error.ShouldContain("Xóa bản sao ổ đĩa");
    }

    public void Dispose() => folder.Dispose();

    private static (string File, long Record) Source(string line)
    {
        using JsonDocument hit = JsonDocument.Parse(line);
        JsonElement source = hit.RootElement.GetProperty("source");
        return (source.GetProperty("file").GetString()!.Replace('\\', '/'), source.GetProperty("record").GetInt64());
    }

    // A test run that a shell started in the background ignores SIGINT, and hands that on to its children (POSIX shells do so).
    private static bool IgnoresInterrupt(int process)
    {
        string? ignored = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
        return ignored is not null && (ulong.Parse(ignored["SigIgn:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1UL << (Sigint - 1))) != 0;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
