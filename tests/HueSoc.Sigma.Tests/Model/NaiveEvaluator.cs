using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using HueSoc.Sigma.Conditions;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Pipelines;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Tests.Model;

/// <summary>
/// What a rule means, as plainly as it can be said: one rule on one event, nothing shared, nothing indexed. It follows
/// the Sigma specification and the documentation of the rule's model, not the matcher.
/// </summary>
internal sealed partial class NaiveEvaluator
{
    private readonly ImmutableArray<SigmaRule> variants;
    private readonly string? product;
    private readonly Dictionary<RegexValue, Regex> regexes = [];
    private readonly Dictionary<(SigmaString, bool, bool), int[]> patterns = [];

    /// <summary>Prepares a rule.</summary>
    /// <param name="rule">The rule as it was read.</param>
    /// <param name="pipelines">The pipelines it goes through.</param>
    public NaiveEvaluator(SigmaRule rule, PipelineSet pipelines)
    {
        variants = pipelines.Apply(rule).Variants;
        if (rule.LogSource.IsProductAlone && pipelines.KnownProducts.Contains(rule.LogSource.Product!))
            product = rule.LogSource.Product;
        Rule = rule;
    }

    /// <summary>The rule as it was read.</summary>
    public SigmaRule Rule { get; }

    /// <summary>Whether the rule matches: any of its variants does.</summary>
    public bool Matches(NaiveEvent theEvent) => variants.Any(variant =>
        (product is null || variant.Detections != Rule.Detections || theEvent.Layout.Product == product)
        && variant.Conditions.Any(condition => Holds(condition, variant, theEvent)));

    private bool Holds(ConditionNode condition, SigmaRule rule, NaiveEvent theEvent) => condition switch
    {
        ConditionAnd and => and.Parts.All(part => Holds(part, rule, theEvent)),
        ConditionOr or => or.Parts.Any(part => Holds(part, rule, theEvent)),
        ConditionNot not => !Holds(not.Part, rule, theEvent),
        ConditionIdentifier name => Holds(rule.Detections.First(d => d.Name == name.Name).Root, theEvent),
        _ => throw new InvalidOperationException($"a condition of kind {condition.GetType().Name}"),
    };

    private bool Holds(DetectionNode node, NaiveEvent theEvent) => node switch
    {
        DetectionAll all => all.Parts.All(part => Holds(part, theEvent)),
        DetectionAny any => any.Parts.Any(part => Holds(part, theEvent)),
        DetectionItem item => Holds(item, theEvent),
        _ => throw new InvalidOperationException($"a detection of kind {node.GetType().Name}"),
    };

    private bool Holds(DetectionItem item, NaiveEvent theEvent)
    {
        bool holds = item.MatchAll
            ? !item.Values.IsEmpty && item.Values.All(value => Holds(value, item, theEvent))
            : item.Values.Any(value => Holds(value, item, theEvent));
        return holds != item.Negated;
    }

    private bool Holds(SigmaValue value, DetectionItem item, NaiveEvent theEvent)
    {
        if (value is AnyOfValue forms)
            return forms.Values.Any(form => Holds(form, item, theEvent));
        if (item.Field is null)
        {
            // A keyword may stand anywhere in a value, unless its modifiers say where.
            bool anywhere = !item.Modifiers.Any(m => m is "startswith" or "endswith");
            return theEvent.Scalars.Any(scalar => Compare(value, scalar, anywhere));
        }

        NaiveEvent.Field found = theEvent[item.Field];
        return value switch
        {
            NullValue => !found.Present || found.Values.Any(v => v.Text is null),
            ExistsValue exists => found.Present == exists.Expected,
            FieldReferenceValue reference => found.Scalars.Any(left => theEvent[reference.Field].Scalars.Any(right => Compare(reference, left, right))),
            _ => found.Scalars.Any(scalar => Compare(value, scalar, anywhere: false)),
        };
    }

    private static bool Compare(FieldReferenceValue reference, NaiveValue left, NaiveValue right)
    {
        ReadOnlySpan<int> whole = left.CodePoints(reference.Cased), part = right.CodePoints(reference.Cased);
        return reference.Kind switch
        {
            FieldComparison.Equal => whole.SequenceEqual(part),
            FieldComparison.StartsWith => whole.StartsWith(part),
            FieldComparison.EndsWith => whole.EndsWith(part),
            FieldComparison.Contains => whole.IndexOf(part) >= 0,
            _ => throw new InvalidOperationException($"a field comparison {reference.Kind}"),
        };
    }

    private bool Compare(SigmaValue value, NaiveValue scalar, bool anywhere) => value switch
    {
        StringValue text => Fits(scalar, text.Text, text.Cased, anywhere),
        NumberValue number => Fits(scalar, SigmaString.OfLiteral(number.Text), cased: false, anywhere),
        BooleanValue boolean => Fits(scalar, SigmaString.OfLiteral(boolean.Value ? "true" : "false"), cased: false, anywhere),
        RegexValue regex => Expression(regex).IsMatch(scalar.Text!),
        CidrValue cidr => Address(scalar.Text!) is { } address && cidr.Network.Contains(address),
        ComparisonValue comparison => Number(scalar.Text!) is { } number && Compare(number, comparison.Operator, comparison.Number),
        TimePartValue part => Part(scalar.Text!, part.Part) is { } number && Compare(number, part.Operator, part.Number),
        _ => throw new InvalidOperationException($"a value of kind {value.GetType().Name}"),
    };

    private bool Fits(NaiveValue scalar, SigmaString text, bool cased, bool anywhere)
    {
        if (!patterns.TryGetValue((text, cased, anywhere), out int[]? pattern))
            patterns.Add((text, cased, anywhere), pattern = NaiveText.Pattern(text, cased, anywhere));
        return NaiveText.Fits(scalar.CodePoints(cased), pattern);
    }

    private Regex Expression(RegexValue value)
    {
        if (!regexes.TryGetValue(value, out Regex? regex))
            regexes.Add(value, regex = NaiveText.Regex(value));
        return regex;
    }

    private static bool Compare(double left, Comparison comparison, double right) => comparison switch
    {
        Comparison.Equal => left == right,
        Comparison.Less => left < right,
        Comparison.LessOrEqual => left <= right,
        Comparison.Greater => left > right,
        Comparison.GreaterOrEqual => left >= right,
        _ => throw new InvalidOperationException($"a comparison {comparison}"),
    };

    private static double? Number(string text) =>
        PlainNumber().IsMatch(text) ? double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    private static IPAddress? Address(string text)
    {
        if (PlainAddress().IsMatch(text))
            return IPAddress.Parse(text);
        if (!text.Contains(':', StringComparison.Ordinal) || !IPAddress.TryParse(text, out IPAddress? address) || address.AddressFamily != AddressFamily.InterNetworkV6)
            return null;
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    private static double? Part(string text, TimePart part)
    {
        Match match = WrittenTime().Match(text);
        if (!match.Success)
            return null;
        int Of(string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
        if (part is TimePart.Hour or TimePart.Minute)
            return match.Groups["hour"].Success ? Of(part == TimePart.Hour ? "hour" : "minute") : null;
        if (Of("year") == 0 || Of("day") > DateTime.DaysInMonth(Of("year"), Of("month")))
            return null;
        DateTime day = new(Of("year"), Of("month"), Of("day"), 0, 0, 0, DateTimeKind.Unspecified);
        return part switch
        {
            TimePart.Day => day.Day,
            TimePart.Week => ISOWeek.GetWeekOfYear(day),
            TimePart.Month => day.Month,
            _ => day.Year,
        };
    }

    [GeneratedRegex(@"\A[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?\z", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex PlainNumber();

    [GeneratedRegex(@"\A((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\.(?!\z)|\z)){4}\z", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex PlainAddress();

    [GeneratedRegex(
        @"\A(?<year>[0-9]{4})[-/](?<month>0[1-9]|1[0-2])[-/](?<day>0[1-9]|[12][0-9]|3[01])([T ](?<hour>[01][0-9]|2[0-3]):(?<minute>[0-5][0-9]).*)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        10_000)]
    private static partial Regex WrittenTime();
}
