using System.Globalization;
using System.Reflection;

namespace HueSoc.Cli.Serving;

/// <summary>The logs the demonstration ships: made up, of an office on a bad day.</summary>
internal static class SampleLogs
{
    private const string Folder = "HueSoc.Cli.Serving.Samples.";

    // The day the samples were written for.
    private const string WrittenDay = "2026-03-02";

    /// <summary>The logs, as lines of JSON.</summary>
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
