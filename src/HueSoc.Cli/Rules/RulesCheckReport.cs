using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using HueSoc.Cli.Terminal;
using HueSoc.Sigma.Rules;

namespace HueSoc.Cli.Rules;

/// <summary>What <c>rules check</c> found, for people or for programs.</summary>
internal static class RulesCheckReport
{
    private static readonly JsonWriterOptions JsonOptions = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line a finding, as <c>path:line: reason</c>, then the totals.</summary>
    public static string Text(RuleSet rules)
    {
        StringBuilder text = new();
        Append(text, "", rules.Failed);
        Append(text, "not applicable: ", rules.NotApplicable);
        Append(text, "warning: ", rules.Warnings);
        return text.Append(Totals(rules)).Append('\n').ToString();
    }

    /// <summary>
    /// One object: <c>rules</c> (all documents), <c>loaded</c>, and the lists <c>not_applicable</c>, <c>problems</c> and
    /// <c>warnings</c> of <c>{path, line, reason}</c>, where line 0 means the whole file.
    /// </summary>
    public static string Json(RuleSet rules)
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter json = new(buffer, JsonOptions);
        json.WriteStartObject();
        json.WriteNumber("rules", rules.Total);
        json.WriteNumber("loaded", rules.Headings.Length);
        Write(json, "not_applicable", rules.NotApplicable);
        Write(json, "problems", rules.Failed);
        Write(json, "warnings", rules.Warnings);
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static string Totals(RuleSet rules)
    {
        string totals = $"{Quantity.Of(rules.Total, "rule")}: {Quantity.Of(rules.Headings.Length)} loaded, "
            + $"{Quantity.Of(rules.NotApplicable.Length)} not applicable, {Quantity.Of(rules.Failed.Length)} invalid";
        return rules.Warnings.IsEmpty ? totals : $"{totals}; {Quantity.Of(rules.Warnings.Length, "warning")}";
    }

    private static void Append(StringBuilder text, string kind, ImmutableArray<RuleProblem> findings)
    {
        foreach (RuleProblem finding in findings)
            text.Append(TerminalText.Escape($"{finding.Location}: {kind}{finding.Reason}")).Append('\n');
    }

    private static void Write(Utf8JsonWriter json, string name, ImmutableArray<RuleProblem> findings)
    {
        json.WriteStartArray(name);
        foreach (RuleProblem finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("path", finding.Location.Path);
            json.WriteNumber("line", finding.Location.Line);
            json.WriteString("reason", finding.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
