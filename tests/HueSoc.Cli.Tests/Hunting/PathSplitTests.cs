using System.Collections.Immutable;
using HueSoc.Cli.Hunting;
using HueSoc.Cli.Tests.Run;

namespace HueSoc.Cli.Tests.Hunting;

public sealed class PathSplitTests : IDisposable
{
    private readonly TestFolder folder = new();

    public PathSplitTests()
    {
        folder.Write("rules/deep/a.yml", "");
        folder.Write("more/b.YAML", "");
        folder.Write("logs/a.jsonl", "");
    }

    [Theory]
    [InlineData("rules logs", "rules", "logs")]
    [InlineData("rules more logs", "rules more", "logs")]
    [InlineData("rules logs/a.jsonl logs", "rules", "logs/a.jsonl logs")]
    [InlineData("rules/deep/a.yml logs/missing.jsonl", "rules/deep/a.yml", "logs/missing.jsonl")]
    [InlineData("rules more", "rules more", "")]
    [InlineData("logs rules", "logs rules", "")]
    [InlineData("logs", "logs", "")]
    public void Trailing_WhatAnOptionTook_GivesBackWhatHoldsNoRules(string taken, string kept, string inputs)
    {
        (ImmutableArray<string> Kept, ImmutableArray<string> Inputs) split = PathSplit.Trailing(Paths(taken), keep: 1);

        split.Kept.ShouldBe(Paths(kept));
        split.Inputs.ShouldBe(Paths(inputs));
    }

    public void Dispose() => folder.Dispose();

    private ImmutableArray<string> Paths(string names) => [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(folder.Of)];
}
