using System.Collections.Immutable;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Tests.Pipelines;

/// <summary>A pattern that was split over two fields against the same pattern on the whole path, for random patterns and paths.</summary>
public sealed class SplitPathTests
{
    private static readonly string[] Pieces = ["a", "b", "\\", "\\", "\\", ":", "C", "%"];

    [Fact]
    public void Split_RandomPatternsAndPaths_MeetsWhatTheWholeMeets()
    {
        Random random = new(20261122);
        int met = 0, metByPathNames = 0;
        for (int round = 0; round < 4000; round++)
        {
            SigmaString pattern = new(Enumerable.Range(0, random.Next(1, 9)).Select(_ => random.Next(5) switch
            {
                0 => new SigmaStringPart(SigmaStringPartKind.AnyRun, string.Empty),
                1 => new(SigmaStringPartKind.AnyOne, string.Empty),
                _ => new(SigmaStringPartKind.Literal, Pieces[random.Next(Pieces.Length)]),
            }));
            SigmaRule rule = RuleText.Rule("A=x") with { Detections = [new("s", new DetectionItem { Field = "A", Values = [new StringValue(pattern)], Line = 1 })] };
            DetectionNode split = PipelineText.Transform("- {type: split_path, field: A, parent: P, name: N}", rule).Detections.Single().Root;
            for (int i = 0; i < 40; i++)
            {
                string parent = Text(random, random.Next(1, 6)), name = Name(random);
                bool whole = Meets(pattern.Parts, $"{parent}\\{name}");

                Meets(split, parent, name).ShouldBe(whole, $"{pattern} against {parent} and {name}");

                met += whole ? 1 : 0;
                metByPathNames += whole && name.Contains('\\', StringComparison.Ordinal) ? 1 : 0;
            }
        }

        met.ShouldBeGreaterThan(4000);
        metByPathNames.ShouldBeGreaterThan(1000);
    }

    // A name has no backslash, or is a path.
    private static string Name(Random random) => random.Next(4) switch
    {
        0 => "C:\\" + Text(random, random.Next(4)),
        1 => (random.Next(2) == 0 ? "%" : "\\\\") + Text(random, random.Next(4)),
        _ => Text(random, random.Next(1, 4)).Replace('\\', 'a'),
    };

    private static string Text(Random random, int length) => string.Concat(Enumerable.Range(0, length).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static bool Meets(DetectionNode node, string parent, string name) => node switch
    {
        DetectionAll all => all.Parts.All(part => Meets(part, parent, name)),
        DetectionAny any => any.Parts.Any(part => Meets(part, parent, name)),
        DetectionItem item => item.Values.Any(value => Meets(((StringValue)value).Text.Parts, item.Field == "P" ? parent : name)),
        _ => false,
    };

    private static bool Meets(ImmutableArray<SigmaStringPart> pattern, ReadOnlySpan<char> text, int at = 0)
    {
        if (at == pattern.Length)
            return text.IsEmpty;
        SigmaStringPart part = pattern[at];
        if (part.Kind == SigmaStringPartKind.Literal)
            return text.StartsWith(part.Text, StringComparison.Ordinal) && Meets(pattern, text[part.Text.Length..], at + 1);
        if (part.Kind == SigmaStringPartKind.AnyOne)
            return !text.IsEmpty && Meets(pattern, text[1..], at + 1);
        for (int i = 0; i <= text.Length; i++)
        {
            if (Meets(pattern, text[i..], at + 1))
                return true;
        }

        return false;
    }
}
