using System.Diagnostics;
using HueSoc.Tests.Corpus;

namespace HueSoc.EndToEnd.Tests.Corpus;

/// <summary>SigmaHQ's rules and the events to try them on, unpacked into a folder.</summary>
internal static class SigmaCorpus
{
    /// <summary>What it needs below <c>../shared</c>; the events lie in the same folder.</summary>
    public const string Rules = "corpora/sigma/sigmahq-rules.tar.xz";

    /// <summary>The events, packed.</summary>
    public const string Events = "corpora/sigma/windows-events.jsonl.xz";

    /// <summary>Unpacks rules.</summary>
    /// <returns>The folders they are in.</returns>
    public static async Task<string[]> UnpackRulesAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        await RunAsync("tar", "-xJf", CorpusPaths.Of(Rules), "-C", folder);
        return [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal)];
    }

    /// <summary>Unpacks the events.</summary>
    /// <param name="path">The file they go to: one object a line.</param>
    public static async Task UnpackEventsAsync(string path)
    {
        ProcessStartInfo start = new("xz", ["-dc", CorpusPaths.Of(Events)]) { UseShellExecute = false, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        await using (FileStream file = File.Create(path))
            await process.StandardOutput.BaseStream.CopyToAsync(file);
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, program);
    }
}
