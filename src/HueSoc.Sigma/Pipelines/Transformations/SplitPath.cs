using System.Collections.Immutable;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary>
/// <c>split_path</c> (an extension of this house): rules look at one path, events hold it as two fields, its parent and the
/// name below it, as Security 4657 does with a registry value. A pattern P meets <c>parent\name</c> exactly when it can be
/// cut at a backslash, or inside a wildcard, so that its halves meet the two fields. A name with backslashes is a path itself
/// (what Defender is to leave out is such a name), so the cut is the last backslash of the pattern, a wildcard, or a backslash
/// after which a path may begin.
/// </summary>
internal sealed class SplitPath(string field, string parent, string name) : ItemTransformation
{
    private static readonly SigmaStringPart AnyRun = new(SigmaStringPartKind.AnyRun, string.Empty);

    /// <summary>Reads the transformation.</summary>
    public static SplitPath Read(Parameters parameters) => new(parameters.Text("field"), parameters.Text("parent"), parameters.Text("name"));

    /// <inheritdoc/>
    protected override DetectionNode Transform(RuleDraft draft, PipelineItem step, DetectionItem item)
    {
        if (!string.Equals(item.Field, field, StringComparison.Ordinal))
            return item;
        if (item.Values.All(v => v is NullValue or ExistsValue))
            return item with { Field = parent };
        DetectionItem plain = item with { MatchAll = false, Negated = false };
        ImmutableArray<DetectionNode> parts = item.MatchAll
            ? [.. item.Values.Select(v => Split(draft, plain with { Values = [v] }))]
            : [Split(draft, plain)];
        DetectionNode whole = DetectionNodes.All(parts);
        return item.Negated ? DetectionNodes.Opposite(whole) : whole;
    }

    private DetectionNode Split(RuleDraft draft, DetectionItem item)
    {
        List<SigmaValue> parents = [], names = [];
        ImmutableArray<DetectionNode>.Builder alternatives = ImmutableArray.CreateBuilder<DetectionNode>();
        foreach (SigmaValue value in item.Values.SelectMany(Flatten))
        {
            if (value is not StringValue text)
            {
                draft.Fail($"'{field}' is not one field in these events, and only texts with wildcards can be looked for across two", item.Line);
                return item;
            }

            foreach ((SigmaString above, SigmaString below) in Cuts(text.Text))
            {
                // A half that is nothing but '*' demands nothing; values that demand one field only are gathered in one list.
                if (IsAnything(below))
                    parents.Add(text with { Text = above });
                else if (IsAnything(above))
                    names.Add(text with { Text = below });
                else
                    alternatives.Add(new DetectionAll([Item(parent, [text with { Text = above }]), Item(name, [text with { Text = below }])]));
            }
        }

        if (parents.Count > 0)
            alternatives.Add(Item(parent, parents));
        if (names.Count > 0)
            alternatives.Add(Item(name, names));
        return DetectionNodes.Any(alternatives.ToImmutable());

        DetectionItem Item(string on, List<SigmaValue> values) => item with { Field = on, Values = [.. values.Distinct()] };
    }

    private static IEnumerable<SigmaValue> Flatten(SigmaValue value) => value is AnyOfValue several ? several.Values.SelectMany(Flatten) : [value];

    private static bool IsAnything(SigmaString text) => text.Parts is [{ Kind: SigmaStringPartKind.AnyRun }];

    private static List<(SigmaString Above, SigmaString Below)> Cuts(SigmaString text)
    {
        List<(SigmaString, SigmaString)> cuts = [];
        ImmutableArray<SigmaStringPart> parts = text.Parts;
        bool isLast = true;
        for (int i = parts.Length - 1; i >= 0; i--)
        {
            SigmaStringPart part = parts[i];
            IEnumerable<SigmaStringPart> before = parts.Take(i), after = parts.Skip(i + 1);
            if (part.Kind == SigmaStringPartKind.AnyRun)
                cuts.Add((new(before.Append(AnyRun)), new(after.Prepend(AnyRun))));
            else if (part.Kind == SigmaStringPartKind.AnyOne && (isLast || MayBeginPath([.. after])))
                cuts.Add((new(before), new(after)));
            else if (part.Kind == SigmaStringPartKind.Literal)
                CutLiteral(part, before, after);
        }

        return cuts;

        void CutLiteral(SigmaStringPart part, IEnumerable<SigmaStringPart> before, IEnumerable<SigmaStringPart> after)
        {
            for (int at = part.Text.LastIndexOf('\\'); at >= 0; at = at == 0 ? -1 : part.Text.LastIndexOf('\\', at - 1))
            {
                SigmaString below = new(after.Prepend(part with { Text = part.Text[(at + 1)..] }));
                if (isLast || MayBeginPath(below.Parts))
                    cuts.Add((new(before.Append(part with { Text = part.Text[..at] })), below));
                isLast = false;
            }
        }
    }

    /// <summary>
    /// Whether what a pattern goes on with may begin as paths do: with a drive, a share, or a variable of the environment. A
    /// wildcard may stand for any of them.
    /// </summary>
    private static bool MayBeginPath(ImmutableArray<SigmaStringPart> name) => name switch
    {
        [{ Kind: not SigmaStringPartKind.Literal }, ..] => true,
        [{ Text: [_, ':', ..] or ['%', ..] or ['\\', '\\', ..] }, ..] => true,
        [{ Text.Length: 1 }, _, ..] => true,
        _ => false,
    };
}
