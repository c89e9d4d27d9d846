namespace HueSoc.Tests.Corpus;

/// <summary>
/// A fact that needs something below <c>../shared</c>. It is decided at discovery: without the corpus the test
/// is reported as skipped, by name, with what was missing.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CorpusFactAttribute : FactAttribute
{
    /// <param name="path">What is needed, relative to <c>shared</c>, as in <c>corpora/sigma/windows-events.jsonl.xz</c>.</param>
    public CorpusFactAttribute(string path)
    {
        Path = path;
        if (!CorpusPaths.Has(path))
            Skip = $"needs ../shared/{path}";
    }

    /// <summary>What is needed, relative to <c>shared</c>.</summary>
    public string Path { get; }
}
