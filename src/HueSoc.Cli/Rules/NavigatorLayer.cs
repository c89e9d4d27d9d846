using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using HueSoc.Cli.Terminal;
using HueSoc.Sigma.Rules;

namespace HueSoc.Cli.Rules;

/// <summary>One technique of a layer.</summary>
/// <param name="Id">Its id, such as <c>T1059.001</c>.</param>
/// <param name="Titles">The titles of the rules that name it.</param>
#pragma warning disable MA0048 // The layer and what it is made of are one thing.
internal sealed record NavigatorTechnique(string Id, ImmutableArray<string> Titles);

/// <summary>A layer of MITRE's ATT&amp;CK Navigator, layer format 4.5: each technique is coloured by how many rules name it.</summary>
internal sealed record NavigatorLayer
{
    private const int TitlesInComment = 10;
    private const int LongestTitle = 120;
    private const string TagPrefix = "attack.t";
    private static readonly ImmutableArray<string> Colours = ["#fff3c4", "#f0a830", "#b3261e"];

    /// <summary>The techniques, by id.</summary>
    public required ImmutableArray<NavigatorTechnique> Techniques { get; init; }

    /// <summary>How many rules name a technique.</summary>
    public required int RulesWithTechnique { get; init; }

    /// <summary>How many rules name none.</summary>
    public required int RulesWithoutTechnique { get; init; }

    /// <summary>Counts the techniques of rules, correlations included.</summary>
    public static NavigatorLayer Of(RuleCollection rules)
    {
        SortedDictionary<string, List<string>> byTechnique = new(StringComparer.Ordinal);
        int with = 0;
        int without = 0;
        IEnumerable<(string Title, ImmutableArray<string> Tags)> all =
        [
            .. rules.Rules.Select(rule => (rule.Title, rule.Tags)),
            .. rules.Correlations.Select(rule => (rule.Title, rule.Tags)),
        ];
        foreach ((string title, ImmutableArray<string> tags) in all)
        {
            string[] techniques = [.. tags.Select(TechniqueOf).OfType<string>().Distinct(StringComparer.Ordinal)];
            if (techniques.Length > 0)
                with++;
            else
                without++;
            foreach (string technique in techniques)
            {
                if (!byTechnique.TryGetValue(technique, out List<string>? titles))
                    byTechnique.Add(technique, titles = []);
                titles.Add(title);
            }
        }

        return new()
        {
            Techniques = [.. byTechnique.Select(entry => new NavigatorTechnique(entry.Key, [.. entry.Value]))],
            RulesWithTechnique = with,
            RulesWithoutTechnique = without,
        };
    }

    /// <summary>The technique a tag names (<c>attack.t1059.001</c> is <c>T1059.001</c>); null when it names none.</summary>
    public static string? TechniqueOf(string tag)
    {
        if (!tag.StartsWith(TagPrefix, StringComparison.OrdinalIgnoreCase))
            return null;
        ReadOnlySpan<char> id = tag.AsSpan(TagPrefix.Length);
        bool technique = id.Length == 4 && IsDigits(id);
        bool subtechnique = id.Length == 8 && id[4] == '.' && IsDigits(id[..4]) && IsDigits(id[5..]);
        return technique || subtechnique ? $"T{id}" : null;
    }

    /// <summary>Writes the layer as JSON.</summary>
    public void Write(Stream stream)
    {
        using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        int highest = Techniques.Select(technique => technique.Titles.Length).DefaultIfEmpty(1).Max();
        json.WriteStartObject();
        json.WriteString("name", "HueSoc rule coverage");
        json.WriteStartObject("versions");
        json.WriteString("attack", "17");
        json.WriteString("navigator", "5.1.0");
        json.WriteString("layer", "4.5");
        json.WriteEndObject();
        json.WriteString("domain", "enterprise-attack");
        json.WriteString("description", string.Create(CultureInfo.InvariantCulture, $"{RulesWithTechnique} rules name {Techniques.Length} techniques"));
        json.WriteNumber("sorting", 3);
        json.WriteBoolean("hideDisabled", false);
        json.WriteStartArray("techniques");
        foreach (NavigatorTechnique technique in Techniques)
            Write(json, technique);
        json.WriteEndArray();
        WriteColours(json, highest);
        json.WriteEndObject();
        json.Flush();
        stream.Write("\n"u8);
    }

    private static void Write(Utf8JsonWriter json, NavigatorTechnique technique)
    {
        json.WriteStartObject();
        json.WriteString("techniqueID", technique.Id);
        json.WriteNumber("score", technique.Titles.Length);
        json.WriteString("comment", Comment(technique.Titles));
        json.WriteBoolean("enabled", true);
        json.WriteBoolean("showSubtechniques", technique.Id.Contains('.', StringComparison.Ordinal));
        json.WriteEndObject();
    }

    private static void WriteColours(Utf8JsonWriter json, int highest)
    {
        json.WriteStartObject("gradient");
        json.WriteStartArray("colors");
        foreach (string colour in Colours)
            json.WriteStringValue(colour);
        json.WriteEndArray();
        json.WriteNumber("minValue", 1);
        // A gradient needs two ends even when no technique has more than one rule.
        json.WriteNumber("maxValue", Math.Max(2, highest));
        json.WriteEndObject();
        json.WriteStartArray("legendItems");
        WriteLegend(json, "one rule", Colours[0]);
        WriteLegend(json, $"{Quantity.Of(highest, "rule")}, the most of any technique", Colours[^1]);
        json.WriteEndArray();
    }

    private static void WriteLegend(Utf8JsonWriter json, string label, string colour)
    {
        json.WriteStartObject();
        json.WriteString("label", label);
        json.WriteString("color", colour);
        json.WriteEndObject();
    }

    private static string Comment(ImmutableArray<string> titles)
    {
        string comment = string.Join("\n", titles.Take(TitlesInComment).Select(Shortened));
        return titles.Length > TitlesInComment ? $"{comment}\nand {titles.Length - TitlesInComment} more" : comment;
    }

    private static string Shortened(string title) => title.Length <= LongestTitle ? title : $"{title[..LongestTitle]}…";

    private static bool IsDigits(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiDigit(c))
                return false;
        }

        return true;
    }
}
