using System.Collections.Frozen;
using HueSoc.Cli.Hunting;
using HueSoc.Cli.Tests.Run;

namespace HueSoc.Cli.Tests.Hunting;

public sealed class InputFilesTests : IDisposable
{
    private readonly TestFolder folder = new();

    [Fact]
    public void Find_AFolder_GivesKnownFilesInOrdinalOrderOfPath()
    {
        folder.Write("b.jsonl", "");
        folder.Write("a/z.json.gz", "");
        folder.Write("a/B.ndjson", "");
        folder.Write("a/notes.txt", "");
        folder.Write("B.JSONL", "");

        Find(folder.Path).Files.Select(file => Path.GetRelativePath(folder.Path, file.Path).Replace('\\', '/'))
            .ShouldBe(["B.JSONL", "a/B.ndjson", "a/z.json.gz", "b.jsonl"]);
    }

    [Fact]
    public void Find_AFileBelowAFolder_IsNamedByTheFolderAsGiven()
    {
        folder.Write("logs/deep/a.jsonl", "12345");
        string given = Path.Join(folder.Path, ".", "logs");

        InputFile file = Find(given).Files.ShouldHaveSingleItem();
        file.Path.ShouldBe(Path.Join(given, "deep", "a.jsonl"));
        file.Bytes.ShouldBe(5);
    }

    [Fact]
    public void Find_FilesThatAreNamed_KeepTheirOrderWhateverTheirEnding()
    {
        string second = folder.Write("b.txt", "");
        string first = folder.Write("a.jsonl", "");

        Find(second, first).Files.Select(file => file.Path).ShouldBe([second, first]);
    }

    [Fact]
    public void Find_WhatIsNotThere_IsAProblemAndTheRestIsFound()
    {
        string there = folder.Write("a.jsonl", "");

        InputFiles found = Find(folder.Of("missing.jsonl"), there);

        found.Files.ShouldHaveSingleItem().Path.ShouldBe(there);
        found.Problems.ShouldHaveSingleItem().ShouldStartWith(folder.Of("missing.jsonl"));
    }

    [Fact]
    public void Find_TheOutputOfThisRunBelowAFolder_IsNotRead()
    {
        folder.Write("a.jsonl", "");
        string output = folder.Write("hits.jsonl", "");

        InputFiles found = InputFiles.Find([folder.Path], new[] { OutputTarget.Identity(output) }.ToFrozenSet(StringComparer.Ordinal));

        found.Files.ShouldHaveSingleItem().Path.ShouldBe(folder.Of("a.jsonl"));
    }

    [Fact]
    public void Find_ALinkToAFolderAbove_IsNotFollowed()
    {
        folder.Write("logs/a.jsonl", "");
        Directory.CreateSymbolicLink(folder.Of("logs/up"), folder.Path);

        Find(folder.Path).Files.ShouldHaveSingleItem();
    }

    public void Dispose() => folder.Dispose();

    private static InputFiles Find(params string[] inputs) => InputFiles.Find(inputs, FrozenSet<string>.Empty);
}
