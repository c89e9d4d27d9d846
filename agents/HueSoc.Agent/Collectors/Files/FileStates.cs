using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Collectors.Files;

/// <summary>
/// Which source goes on with what is known of files. It is the one that had it before while its paths still find it; otherwise, as when
/// a source was given another name, one whose paths do: nothing is read again because of a name.
/// </summary>
internal static class FileStates
{
    /// <summary>The contents of a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="sources">All sources of the configuration, the source among them.</param>
    /// <param name="states">What is kept of all.</param>
    public static List<LogContent> Of(SourceConfiguration source, IEnumerable<SourceConfiguration> sources, IEnumerable<SourceState> states)
    {
        List<LogContent> own = [];
        List<SourceConfiguration> files = [.. sources.Where(other => other.Kind == SourceKind.File)];
        foreach (SourceState state in states)
        {
            if (ContentDetails.Read(state, out string name) is not { } content)
                continue;
            SourceConfiguration? before = files.Find(other => other.Name == name);
            SourceConfiguration? now = before is not null && Finds(before, content) ? before : files.Find(other => Finds(other, content)) ?? before;
            if (now?.Name != source.Name)
                continue;
            content.MustSave |= name != source.Name;
            own.Add(content);
        }

        return own;
    }

    private static bool Finds(SourceConfiguration source, LogContent content) => Finds(source, content.Path) || Finds(source, content.FirstPath);

    private static bool Finds(SourceConfiguration source, string path) =>
        source.Paths.Any(pattern => new FileGlob(pattern).Matches(path)) && !source.Exclude.Any(pattern => new FileGlob(pattern).Matches(path));
}
