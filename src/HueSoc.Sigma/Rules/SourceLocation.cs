namespace HueSoc.Sigma.Rules;

/// <summary>A place in a rule or pipeline file.</summary>
/// <param name="Path">The file's path as it was given.</param>
/// <param name="Line">The 1-based line; 0 when the whole file is meant.</param>
public readonly record struct SourceLocation(string Path, int Line)
{
    /// <summary>The location as <c>path:line</c>, or the path alone when the whole file is meant.</summary>
    public override string ToString() => Line > 0 ? $"{Path}:{Line}" : Path;
}
