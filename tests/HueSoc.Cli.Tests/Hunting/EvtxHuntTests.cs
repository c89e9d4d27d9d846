using System.IO.Compression;
using System.Text.Json;
using HueSoc.Cli.Tests.Run;
using HueSoc.Events.Evtx;
using HueSoc.Events.Tests.Evtx;

namespace HueSoc.Cli.Tests.Hunting;

/// <summary>Hunts through files of the Windows Event Log.</summary>
public sealed class EvtxHuntTests : IDisposable
{
    private const string Word = @"C:\Office\WINWORD.EXE";
    private const string Shell = @"C:\Windows\System32\cmd.exe";
    private const int ChunkBytes = EvtxChunkHeader.ChunkBytes;

    // In names that only ECS has.
    private const string EcsRule = """
        title: Office starts a shell
        id: 0f3d1f0a-3f9a-4f5e-9f43-6d0a5a0f5b11
        level: high
        logsource:
          category: process_creation
          product: windows
        detection:
          selection:
            process.parent.name: WINWORD.EXE
            process.name: cmd.exe
            event.category: process
          condition: selection
        """;

    private const string SysmonRule = """
        title: A shell
        id: 0f3d1f0a-3f9a-4f5e-9f43-6d0a5a0f5b12
        level: low
        logsource:
          category: process_creation
          product: windows
        detection:
          selection:
            Image|endswith: '\cmd.exe'
          condition: selection
        """;

    private const string ScriptRule = """
        title: A script in pieces
        id: 0f3d1f0a-3f9a-4f5e-9f43-6d0a5a0f5b13
        level: medium
        logsource:
          category: ps_script
          product: windows
        detection:
          selection:
            ScriptBlockText|contains|all: [its-beginning, its-end]
          condition: selection
        """;

    private readonly TestFolder folder = new();

    public EvtxHuntTests()
    {
        folder.Write("rules/ecs.yml", EcsRule);
        folder.Write("rules/sysmon.yml", SysmonRule);
        folder.Write("rules/script.yml", ScriptRule);
    }

    [Fact]
    public void Hunt_RuleInNamesOfEcs_MatchesAnEventOfAFile()
    {
        string log = Write("sysmon.evtx", new ChunkBuilder().Process(41, Shell, Shell).Process(42, Shell, Word).Process(43, Word, Word).Build());

        CommandResult result = Hunt(log);

        result.Code.ShouldBe(0, result.Error);
        Hits(result).ShouldBe([(41, "A shell"), (42, "A shell"), (42, "Office starts a shell")]);
        result.Output.ShouldContain("2026-03-02T01:00:00.0000000Z");
        result.Error.ShouldContain("PC-01");
    }

    [Fact]
    public void Hunt_CompressedFile_GivesTheSameHits()
    {
        byte[] chunk = new ChunkBuilder().Process(7, Shell, Word).Build();
        string log = Write("sysmon.evtx", chunk);
        string packed = folder.Of("packed.evtx.gz");
        using (GZipStream gzip = new(File.Create(packed), CompressionLevel.Fastest))
            gzip.Write(File.ReadAllBytes(log));

        CommandResult result = Hunt(packed);

        result.Code.ShouldBe(0, result.Error);
        Hits(result).ShouldBe(Hits(Hunt(log)));
        Hits(result).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Hunt_ScriptsInManyChunks_AreWholeInTheirLastPartWithAnyNumberOfThreads(int threads)
    {
        // A batch is 16 chunks, so that the borders of batches cut scripts of five parts.
        const int scripts = 14;
        byte[][] chunks =
        [
            .. Enumerable.Range(0, 5 * scripts).Select(i => new ChunkBuilder().Script(
                i + 1, $"script {i / 5}", (i % 5) + 1, 5, (i % 5) switch { 0 => "its-begin", 1 => "ning ", 4 => "its-end", _ => new string('x', 20_000) }).Build()),
        ];

        CommandResult result = Hunt(Write("powershell.evtx", chunks), threads);

        result.Code.ShouldBe(0, result.Error);
        Hits(result).ShouldBe([.. Enumerable.Range(1, scripts).Select(script => (5L * script, "A script in pieces"))]);
    }

    [Fact]
    public void Hunt_DamagedChunks_AreNamedWithTheirOffsetsAndTheRestIsHunted()
    {
        byte[] mute = new byte[ChunkBytes];
        new Random(3).NextBytes(mute);
        string log = Write("damaged.evtx", new ChunkBuilder().Process(1, Shell, Word).Build(), mute, new ChunkBuilder().Process(3, Shell, Word).Build());
        byte[] file = File.ReadAllBytes(log);
        file[EvtxFileHeader.Bytes + (2 * ChunkBytes) + 60] ^= 1;
        File.WriteAllBytes(log, file);

        CommandResult result = Hunt(log);

        result.Code.ShouldBe(3);
        Hits(result).Select(hit => hit.Record).Distinct().ShouldBe([1, 3]);
        result.Error.ShouldContain($"{log}: offset {EvtxFileHeader.Bytes + ChunkBytes}: no chunk, and no record in {ChunkBytes} bytes");
        result.Error.ShouldContain($"{log}:1: offset {EvtxFileHeader.Bytes + (2 * ChunkBytes)}: the chunk's header does not match its checksum");
    }

    [Fact]
    public void Hunt_ManyDamagedChunks_NamesTheFirstAndCountsTheRest()
    {
        byte[] mute = new byte[ChunkBytes];
        new Random(3).NextBytes(mute);
        string log = Write("hostile.evtx", [.. Enumerable.Repeat(mute, 60)]);

        CommandResult result = Hunt(log);

        result.Code.ShouldBe(3);
        result.Error.Split('\n').Count(line => line.Contains("no chunk", StringComparison.Ordinal)).ShouldBe(10);
        result.Error.ShouldContain($"{log}: and 50 more");
        result.Error.ShouldContain("1 source");
    }

    public void Dispose() => folder.Dispose();

    private string Write(string name, params byte[][] chunks)
    {
        string path = folder.Of(name);
        File.WriteAllBytes(path, ChunkBuilder.File(chunks));
        return path;
    }

    private CommandResult Hunt(string log, int threads = 2) => InProcess.Run(
        "hunt", "--rules", folder.Of("rules"), "--format", "jsonl", "--threads", threads.ToString(System.Globalization.CultureInfo.InvariantCulture), log);

    private static List<(long Record, string Title)> Hits(CommandResult result)
    {
        List<(long Record, string Title)> hits = [];
        foreach (string line in result.OutputLines)
        {
            using JsonDocument hit = JsonDocument.Parse(line);
            hits.Add((hit.RootElement.GetProperty("source").GetProperty("record").GetInt64(), hit.RootElement.GetProperty("rule_title").GetString()!));
        }

        return [.. hits.OrderBy(hit => hit.Record).ThenBy(hit => hit.Title, StringComparer.Ordinal)];
    }
}
