using System.Globalization;
using System.Reflection;

namespace HueSoc.Cli.Serving;

/// <summary>The logs the demonstration ships: made up, of an office on a bad day.</summary>
internal static class SampleLogs
{
    private const string Folder = "HueSoc.Cli.Serving.Samples.";

    // The day the samples were written for.
    private const string WrittenDay = "2026-03-02";

    /// <summary>What the agent is told: where the samples are put, and what they are.</summary>
    /// <param name="folder">The folder they are put into.</param>
    public static object Configuration(string folder) => new
    {
        sources = new object[]
        {
            new { name = "windows", kind = "file", paths = new[] { $"{folder}/*.jsonl", $"{folder}/*.ndjson" }, format = "json" },
            new { name = "auth", kind = "file", paths = new[] { $"{folder}/*.auth.log" }, format = "syslog" },
            new { name = "audit", kind = "file", paths = new[] { $"{folder}/*.audit.log" }, format = "auditd" },
            new { name = "web", kind = "file", paths = new[] { $"{folder}/*.access.log" }, format = "apache" },
        },
        limits = new { keep_free_bytes = 0, batch_milliseconds = 100 },
    };

    /// <summary>How many events a log holds: its lines.</summary>
    public static int CountEvents(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length;

    /// <summary>The logs.</summary>
    /// <param name="day">The day they are moved to, so that they look recent.</param>
    public static IEnumerable<(string Name, string Text)> Read(DateOnly day)
    {
        Assembly assembly = typeof(SampleLogs).Assembly;
        foreach (string resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using StreamReader reader = new(assembly.GetManifestResourceStream(resource)!);
            string text = reader.ReadToEnd().Replace(WrittenDay, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal);
            yield return (resource[Folder.Length..], text);
        }
    }
}
