using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using HueSoc.Storage.Queries;
using HueSoc.Storage.Text;

namespace HueSoc.Storage.Tests.Queries;

/// <summary>What a query means, said as simply as possible: over one parsed event, with no index and no thought of speed.</summary>
internal sealed partial class NaiveModel
{
    private static readonly string[] HotNames =
        ["event.dataset", "host.name", "event.code", "event.action", "user.name", "process.name", "source.ip", "destination.ip", "event.provider", "agent.id"];

    private readonly List<(string Path, string Value)> values = [];

    public NaiveModel(byte[] document)
    {
        using JsonDocument parsed = JsonDocument.Parse(document);
        Collect(parsed.RootElement, string.Empty);
    }

    public bool Matches(QueryNode? node) => node switch
    {
        null or EverythingNode => true,
        AndNode and => and.Parts.All(Matches),
        OrNode or => or.Parts.Any(Matches),
        NotNode not => !Matches(not.Part),
        FieldNode { IsPattern: true } field => Of(field.Field).Any(value => Pattern(field.Value).IsMatch(value)),
        FieldNode field => Of(field.Field).Contains(field.Value),
        ExistsNode exists => Of(exists.Field).Any() || (!HotNames.Contains(exists.Field) && values.Exists(v => v.Path.StartsWith(exists.Field + '.', StringComparison.Ordinal))),
        PhraseNode phrase => Texts(phrase.Field).Any(words => HasInRow(words, [.. phrase.Words])),
        WordPatternNode pattern => Texts(pattern.Field).Any(words => words.Any(word => Pattern(pattern.Pattern).IsMatch(word))),
        RangeNode range => Of(range.Field).Any(value => IsBetween(value, range)),
        _ => throw new ArgumentException(node.ToString(), nameof(node)),
    };

    public IEnumerable<string> Of(string field) => values.Where(v => v.Path == field).Select(v => Form(field, v.Value)).Distinct();

    private static string Form(string field, string value) =>
        field.EndsWith(".ip", StringComparison.Ordinal) && value.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(value, out IPAddress? address)
            ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
            : TextForm.Of(value);

    private static Regex Pattern(string pattern)
    {
        string regex = Regex.Replace(
            pattern,
            @"\\(?<literal>.)|(?<star>\*)|(?<one>\?)|(?<literal>.)",
            match => match.Groups["star"].Success ? ".*" : match.Groups["one"].Success ? "." : Regex.Escape(match.Groups["literal"].Value),
            RegexOptions.Singleline | RegexOptions.ExplicitCapture,
            Timeout.InfiniteTimeSpan);
        return new($"^{regex}\\z", RegexOptions.Singleline, Timeout.InfiniteTimeSpan);
    }

    private static bool HasInRow(string[] words, string[] searched) =>
        Enumerable.Range(0, Math.Max(0, words.Length - searched.Length + 1)).Any(start => words.AsSpan(start, searched.Length).SequenceEqual(searched));

    private static bool IsBetween(string value, RangeNode range)
    {
        string[] bounds = [.. new[] { range.Lower, range.Upper }.OfType<string>()];
        if (bounds.All(bound => Number(bound) is not null))
            return Number(value) is { } number && Fits(number.CompareTo, Number(range.Lower), Number(range.Upper), range);
        if (bounds.All(bound => Address(bound) is not null))
            return Address(value) is { } address && Fits(address.CompareTo, Address(range.Lower), Address(range.Upper), range);
        if (bounds.All(bound => Time(bound) is not null))
        {
            // A day as a lower bound that is not part of the range ends a day later; as an upper one that is, too.
            return Time(value) is { } time
                && (Time(range.Lower) is not { } lower || (range.IncludesLower ? time >= lower : time >= lower + Unit(range.Lower!)))
                && (Time(range.Upper) is not { } upper || (range.IncludesUpper ? time < upper + Unit(range.Upper!) : time < upper));
        }

        return (range.Lower is null || (string.CompareOrdinal(value, range.Lower) is var low && (low > 0 || (low == 0 && range.IncludesLower))))
            && (range.Upper is null || (string.CompareOrdinal(value, range.Upper) is var high && (high < 0 || (high == 0 && range.IncludesUpper))));
    }

    private static bool Fits<T>(Func<T, int> compare, T? lower, T? upper, RangeNode range)
        where T : struct =>
        (lower is not { } low || compare(low) is var l && (l > 0 || (l == 0 && range.IncludesLower))) &&
        (upper is not { } high || compare(high) is var h && (h < 0 || (h == 0 && range.IncludesUpper)));

    private static decimal? Number(string? text) =>
        text is not null && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) ? number : null;

    private static long? Address(string? text) // The model's events hold no ranges of IPv6.
    {
        string[] parts = text?.Split('.') ?? [];
        return parts.Length == 4 && parts.All(part => byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? parts.Aggregate(0L, (all, part) => (all * 256) + int.Parse(part, CultureInfo.InvariantCulture)) : null;
    }

    private static DateTimeOffset? Time(string? text) =>
        text is { Length: >= 10 } && text[4] == '-' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;

    private static TimeSpan Unit(string text) => text.Length == 10 ? TimeSpan.FromDays(1) : text.Contains('.', StringComparison.Ordinal) ? TimeSpan.FromTicks(1) : TimeSpan.FromSeconds(1);

    private IEnumerable<string[]> Texts(string? field)
    {
        string[] fields = field is not null ? [field]
            : ["message", values.Exists(v => v.Path == "process.command_line") ? "process.command_line" : "winlog.event_data.CommandLine"];
        return values.Where(v => fields.Contains(v.Path)).Select(v => Word().Matches(TextForm.Of(v.Value)).Select(m => m.Value).ToArray());
    }

    private void Collect(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty property in element.EnumerateObject())
                    Collect(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}");
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                    Collect(item, path);
                break;
            case JsonValueKind.Null:
                break;
            default:
                values.Add((path, element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText()));
                break;
        }
    }

    [GeneratedRegex(@"[\p{L}\p{Nd}]+", RegexOptions.None, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Word();
}
