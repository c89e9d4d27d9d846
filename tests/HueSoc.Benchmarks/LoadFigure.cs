using System.Diagnostics;
using System.Text.Json;

namespace HueSoc.Benchmarks;

/// <summary>How long the program takes to load all rules, and how much memory a hunt over the corpus takes: each in a process of its own, from cold.</summary>
internal static class LoadFigure
{
    private const int Rounds = 5;

    public static bool Measure(Corpus corpus)
    {
        string nothing = corpus.Temporary("nothing.jsonl");
        File.WriteAllText(nothing, string.Empty);
        double load = Passes.Median(Enumerable.Range(0, Rounds).Select(_ => Hunt(corpus, nothing).GetProperty("load_seconds").GetDouble()));
        double rss = Passes.Median(Enumerable.Range(0, 3).Select(_ => Hunt(corpus, corpus.EventsPath).GetProperty("peak_rss_bytes").GetDouble()));
        bool good = Figures.Judge("seconds to load 3,754 rules, cold process", load, atMost: 2.0);
        return Figures.Judge("peak RSS of a hunt over the corpus, MB", rss / 1e6, atMost: 250) & good;
    }

    /// <summary>Hunts in a process of its own with all rules.</summary>
    /// <returns>The statistics it wrote.</returns>
    public static JsonElement Hunt(Corpus corpus, string events)
    {
        string stats = corpus.Temporary("stats.json");
        ProcessStartInfo start = new("dotnet") { RedirectStandardError = true, UseShellExecute = false };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "huesoc.dll"), "hunt", .. corpus.RuleFolders.SelectMany(f => new[] { "--rules", f }),
            .. Corpus.Pipelines.SelectMany(p => new[] { "--pipeline", p }),
            "--format", "jsonl", "--out", corpus.Temporary("out.jsonl"), "--stats", stats, events,
        ];
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(stats));
        return document.RootElement.Clone();
    }
}
