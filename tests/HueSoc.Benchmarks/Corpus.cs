using System.Diagnostics;
using HueSoc.Tests.Corpus;

namespace HueSoc.Benchmarks;

/// <summary>The public corpus, unpacked into a temporary folder for the length of the run.</summary>
internal sealed class Corpus : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("huesoc-benchmarks-");
    private byte[]? shipped;

    private Corpus()
    {
        Run("tar", "-xJf", CorpusPaths.Of("corpora/sigma/sigmahq-rules.tar.xz"), "-C", folder.FullName);
        Run("sh", "-c", $"xz -dc '{CorpusPaths.Of("corpora/sigma/windows-events.jsonl.xz")}' > '{EventsPath}'");
        Events = File.ReadAllBytes(EventsPath);
    }

    /// <summary>The events, one JSON object a line.</summary>
    public byte[] Events { get; }

    /// <summary>The events as a shipper that knows ECS sends them.</summary>
    public byte[] Shipped => shipped ??= ShippedEvents.Of(Events);

    /// <summary>The events as a file.</summary>
    public string EventsPath => Path.Combine(folder.FullName, "windows-events.jsonl");

    /// <summary>The folders of the 3,754 rules.</summary>
    public string[] RuleFolders =>
        [.. new[] { "rules", "rules-emerging-threats", "rules-threat-hunting" }.Select(f => Path.Combine(folder.FullName, f))];

    /// <summary>The pipelines that the expected matches were made with.</summary>
    public static string[] Pipelines { get; } =
        [.. new[] { "windows-sysmon.yml", "windows-services.yml" }.Select(f => Path.Combine(CorpusPaths.Repository, "rules", "pipelines", f))];

    /// <summary>The corpus; null when it is not beside the repository.</summary>
    public static Corpus? Open() => CorpusPaths.Has("corpora/sigma/windows-events.jsonl.xz") ? new() : null;

    /// <summary>Unpacks the EVTX files of real attacks.</summary>
    /// <returns>The files; none when they are not beside the repository.</returns>
    public string[] EventLogs()
    {
        const string archive = "corpora/evtx/attack-samples.tar.xz";
        if (!CorpusPaths.Has(archive))
            return [];
        string logs = Temporary("evtx");
        Directory.CreateDirectory(logs);
        Run("tar", "-xJf", CorpusPaths.Of(archive), "-C", logs);
        return [.. Directory.EnumerateFiles(logs, "*.evtx", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }

    /// <summary>A path in the temporary folder.</summary>
    public string Temporary(string name) => Path.Combine(folder.FullName, name);

    /// <inheritdoc/>
    public void Dispose() => folder.Delete(recursive: true);

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
    }
}
