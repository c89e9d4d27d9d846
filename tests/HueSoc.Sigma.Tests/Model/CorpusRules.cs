using System.Diagnostics;
using System.Formats.Tar;
using HueSoc.Tests.Corpus;

namespace HueSoc.Sigma.Tests.Model;

/// <summary>The shared corpus: rules and events, unpacked by <c>xz</c> on the way.</summary>
internal static class CorpusRules
{
    /// <summary>The archive of rules.</summary>
    public const string Rules = "corpora/sigma/sigmahq-rules.tar.xz";

    /// <summary>The events, one a line.</summary>
    public const string Events = "corpora/sigma/windows-events.jsonl.xz";

    /// <summary>Path and text of every rule file.</summary>
    public static List<(string Path, string Text)> ReadRules()
    {
        List<(string, string)> files = [];
        Unpack(Rules, stream =>
        {
            using TarReader archive = new(stream);
            while (archive.GetNextEntry() is { } entry)
            {
                if (entry.DataStream is null || !entry.Name.EndsWith(".yml", StringComparison.Ordinal))
                    continue;
                using StreamReader text = new(entry.DataStream);
                files.Add((entry.Name, text.ReadToEnd()));
            }
        });
        files.Sort((a, b) => string.CompareOrdinal(a.Item1, b.Item1));
        return files;
    }

    /// <summary>Every event, in order.</summary>
    public static void ReadEvents(Action<string> use) => Unpack(Events, stream =>
    {
        using StreamReader lines = new(stream);
        while (lines.ReadLine() is { } line)
            use(line);
    });

    private static void Unpack(string path, Action<Stream> read)
    {
        using Process xz = Process.Start(new ProcessStartInfo("xz", ["-dc", CorpusPaths.Of(path)]) { RedirectStandardOutput = true, UseShellExecute = false })
            ?? throw new InvalidOperationException("xz did not start");
        read(xz.StandardOutput.BaseStream);
        xz.WaitForExit();
        if (xz.ExitCode != 0)
            throw new InvalidOperationException($"xz ended with {xz.ExitCode}");
    }
}
