using System.Collections.Immutable;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Rules;

namespace HueSoc.Benchmarks;

/// <summary>Copies of rules whose literals have their characters in another order: ten times the rules, and none of the sharing.</summary>
internal static class PermutedRules
{
    /// <summary>The rules and some permuted copies of them.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="copies">How many copies are added.</param>
    public static ImmutableArray<SigmaRule> Of(ImmutableArray<SigmaRule> rules, int copies)
    {
        Random random = new(20261121);
        ImmutableArray<SigmaRule>.Builder all = ImmutableArray.CreateBuilder<SigmaRule>();
        all.AddRange(rules);
        for (int copy = 0; copy < copies; copy++)
        {
            foreach (SigmaRule rule in rules)
            {
                all.Add(rule with
                {
                    Id = $"{rule.Id}-{copy}",
                    Detections = [.. rule.Detections.Select(d => d with { Root = Permute(d.Root, random) })],
                });
            }
        }

        return all.ToImmutable();
    }

    private static DetectionNode Permute(DetectionNode node, Random random) => node switch
    {
        DetectionAll all => new DetectionAll([.. all.Parts.Select(p => Permute(p, random))]),
        DetectionAny any => new DetectionAny([.. any.Parts.Select(p => Permute(p, random))]),
        DetectionItem item => item with { Values = [.. item.Values.Select(v => Permute(v, random))] },
        _ => node,
    };

    private static SigmaValue Permute(SigmaValue value, Random random) => value switch
    {
        StringValue text => text with
        {
            Text = new(text.Text.Parts.Select(p => p.Kind == SigmaStringPartKind.Literal ? p with { Text = Shuffle(p.Text, random) } : p)),
        },
        AnyOfValue forms => new AnyOfValue([.. forms.Values.Select(v => Permute(v, random))]),
        _ => value,
    };

    private static string Shuffle(string text, Random random)
    {
        char[] characters = text.ToCharArray();
        random.Shuffle(characters);
        return new(characters);
    }
}
