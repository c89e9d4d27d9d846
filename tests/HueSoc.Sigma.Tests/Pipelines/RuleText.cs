using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HueSoc.Sigma.Conditions;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Tests.Pipelines;

/// <summary>
/// A short spelling of rules, so that tests can show what goes in and what comes out. An item is <c>Field=a|b</c>, with
/// <c>&amp;=</c> when all values must match and <c>!</c> before it when it is negated; no field means keywords. Values:
/// <c>#5</c> a number, <c>@true</c> a truth value, <c>null</c>, <c>-&gt;F</c> a field, <c>/x/</c> a regular expression,
/// <c>%x%</c> a placeholder, <c>missing</c> that the field must not exist, <c>^</c> before a text that case matters.
/// </summary>
internal static partial class RuleText
{
    /// <summary>A rule with the selection <c>s</c> that demands every item.</summary>
    public static SigmaRule Rule(string items, string? category = "process_creation", string? product = "windows", string? service = null) =>
        Rule([("s", items)], new ConditionIdentifier("s"), category, product, service);

    /// <summary>A rule with several selections.</summary>
    public static SigmaRule Rule(
        (string Name, string Items)[] selections, ConditionNode condition,
        string? category = "process_creation", string? product = "windows", string? service = null) => new()
    {
        Id = "1fcb9a4e-55b8-4fc5-8a31-3d1a4d0c9a11",
        Title = "A rule to try pipelines with",
        Level = SigmaLevel.High,
        Status = "test",
        Tags = ["attack.execution", "attack.t1059"],
        LogSource = new(category, product, service),
        Detections = [.. selections.Select(s => new NamedDetection(s.Name, Node(s.Items)))],
        Conditions = [condition],
        Location = new("rule.yml", 1),
    };

    /// <summary>The detections of a rule, then its log source when it is not the usual one.</summary>
    public static string Of(SigmaRule rule) => string.Join("; ", rule.Detections.Select(d => $"{d.Name}: {Of(d.Root)}"));

    /// <summary>The first condition of a rule.</summary>
    public static string Condition(SigmaRule rule) => string.Join(" | ", rule.Conditions.Select(Of));

    /// <summary>One detection of a rule.</summary>
    public static string Of(SigmaRule rule, string detection) => Of(rule.Detections.Single(d => string.Equals(d.Name, detection, StringComparison.Ordinal)).Root);

    private static DetectionNode Node(string items)
    {
        ImmutableArray<DetectionNode> parts = [.. items.Split(" and ").Select(DetectionNode (i) =>
            i.Contains(" or ", StringComparison.Ordinal) ? new DetectionAny([.. i.Split(" or ").Select(Item)]) : Item(i))];
        return parts.Length == 1 ? parts[0] : new DetectionAll(parts);
    }

    private static DetectionNode Item(string text)
    {
        Match match = ItemSpelling().Match(text);
        string[] values = match.Groups["values"].Value.Split('|');
        return new DetectionItem
        {
            Field = match.Groups["field"].Value is { Length: > 0 } field ? field : null,
            MatchAll = match.Groups["all"].Success,
            Negated = match.Groups["not"].Success,
            Values = [.. values.Select(Value)],
            Line = 7,
        };
    }

    private static SigmaValue Value(string text) => text switch
    {
        "null" => new NullValue(),
        "missing" => new ExistsValue(false),
        ['#', .. string number] => new NumberValue(number),
        ['@', .. string flag] => new BooleanValue(flag is "true"),
        ['-', '>', .. string field] => new FieldReferenceValue(field, FieldComparison.Equal),
        ['/', .. string pattern, '/'] => new RegexValue(pattern, IgnoreCase: false, Multiline: false, DotAll: false),
        ['(', .. string forms, ')'] => new AnyOfValue([.. forms.Split(',').Select(Value)]),
        ['^', .. string cased] => new StringValue(Text(cased), Cased: true),
        _ => new StringValue(Text(text)),
    };

    private static SigmaString Text(string text) => new(text.Split('%').SelectMany(IEnumerable<SigmaStringPart> (part, i) =>
        i % 2 == 1 && text.Count(c => c == '%') % 2 == 0 ? [new(SigmaStringPartKind.Placeholder, part)] : SigmaString.Parse(part).Parts));

    private static string Of(DetectionNode node) => node switch
    {
        DetectionAll all => $"({string.Join(" and ", all.Parts.Select(Of))})",
        DetectionAny any => $"({string.Join(" or ", any.Parts.Select(Of))})",
        DetectionItem item => $"{(item.Negated ? "!" : "")}{item.Field}{(item.MatchAll ? "&" : "")}={string.Join('|', item.Values.Select(Of))}",
        _ => "?",
    };

    private static string Of(SigmaValue value) => value switch
    {
        StringValue text => (text.Cased ? "^" : "") + text.Text,
        NumberValue number => "#" + number.Text,
        BooleanValue flag => flag.Value ? "@true" : "@false",
        NullValue => "null",
        ExistsValue => "missing",
        FieldReferenceValue reference => "->" + reference.Field,
        RegexValue regex => $"/{regex.Pattern}/",
        AnyOfValue several => $"({string.Join(',', several.Values.Select(Of))})",
        _ => "?",
    };

    private static string Of(ConditionNode node) => node switch
    {
        ConditionAnd and => $"({string.Join(" and ", and.Parts.Select(Of))})",
        ConditionOr or => $"({string.Join(" or ", or.Parts.Select(Of))})",
        ConditionNot not => $"not {Of(not.Part)}",
        ConditionIdentifier identifier => identifier.Name,
        _ => "?",
    };

    [GeneratedRegex("^(?<not>!)?(?<field>[^=&]*)(?<all>&)?=(?<values>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ItemSpelling();
}
