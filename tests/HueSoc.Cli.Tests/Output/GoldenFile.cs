using HueSoc.Tests.Corpus;

namespace HueSoc.Cli.Tests.Output;

/// <summary>Expected outputs kept as files, with line feeds only.</summary>
internal static class GoldenFile
{
    /// <summary>The path of a golden file.</summary>
    public static string PathOf(string name) => Path.Combine(CorpusPaths.Repository, "tests", "HueSoc.Cli.Tests", "Golden", name);

    /// <summary>Compares a text with a golden file.</summary>
    public static void ShouldEqual(string name, string actual) =>
        actual.ReplaceLineEndings("\n").ShouldBe(File.ReadAllText(PathOf(name)).ReplaceLineEndings("\n"));
}
