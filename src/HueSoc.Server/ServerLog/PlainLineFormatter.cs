using System.Globalization;
using System.Text;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace HueSoc.Server.ServerLog;

/// <summary>
/// Writes log entries as lines for a terminal or a journal. Messages may quote what came from outside: whatever a terminal would
/// obey, or would look like the beginning of another entry, is written out.
/// </summary>
internal sealed class PlainLineFormatter : ITextFormatter
{
    private const int LongestText = 8_192;

    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        output.Write(logEvent.Timestamp.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture));
        output.Write($" {logEvent.Level.ToString().ToUpperInvariant()[..3]} ");
        if (logEvent.Properties.TryGetValue(Constants.SourceContextPropertyName, out LogEventPropertyValue? source) && source is ScalarValue { Value: string name })
            output.Write($"{name}: ");
        output.WriteLine(Escape(Message(logEvent)));
        if (logEvent.Exception is not { } fault)
            return;
        // Indented, so that no line of it can pass for an entry.
        foreach (string line in fault.ToString().Split('\n'))
            output.WriteLine($"    {Escape(line.TrimEnd('\r'))}");
    }

    // As templates with literal strings are shown: no quotes around texts.
    private static string Message(LogEvent logEvent)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        foreach (Serilog.Parsing.MessageTemplateToken token in logEvent.MessageTemplate.Tokens)
        {
            if (token is Serilog.Parsing.PropertyToken property && logEvent.Properties.TryGetValue(property.PropertyName, out LogEventPropertyValue? value)
                && value is ScalarValue { Value: string literal })
            {
                text.Write(literal);
            }
            else
            {
                token.Render(logEvent.Properties, text, CultureInfo.InvariantCulture);
            }
        }

        return text.ToString();
    }

    private static string Escape(string text)
    {
        StringBuilder escaped = new(Math.Min(text.Length, LongestText) + 16);
        foreach (Rune rune in text.Length > LongestText ? text.AsSpan(0, LongestText).EnumerateRunes() : text.AsSpan().EnumerateRunes())
        {
            if (IsObeyed(rune))
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x4}}}");
            else
                escaped.Append(rune.ToString());
        }

        return escaped.Append(text.Length > LongestText ? "…" : "").ToString();
    }

    private static bool IsObeyed(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
