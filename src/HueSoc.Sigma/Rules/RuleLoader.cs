namespace HueSoc.Sigma.Rules;

/// <summary>Reads rules, filters and correlations from files.</summary>
public static class RuleLoader
{
    /// <summary>
    /// Reads every <c>.yml</c> and <c>.yaml</c> file of the given files and folders, folders recursively and in ordinal
    /// order of path. A document that is refused does not stop its neighbours.
    /// </summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static RuleCollection Load(IEnumerable<string> paths, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Reads rules from texts.</summary>
    /// <param name="files">Path (for messages and made ids) and YAML text of each.</param>
    public static RuleCollection Parse(IEnumerable<(string Path, string Text)> files) => throw new NotSupportedException();
}
