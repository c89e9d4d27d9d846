using System.Globalization;
using System.Text.Json;
using HueSoc.Storage.EventStore;
using Serilog.Core;
using Serilog.Events;

namespace HueSoc.Server.ServerLog;

/// <summary>A log entry of the server as an ECS event.</summary>
internal static class LogEntryEvent
{
    /// <summary>The dataset.</summary>
    public const string Dataset = "huesoc.server";

    private const int LongestText = 8_192;
    private const int MostProperties = 32;

    /// <summary>Makes the event.</summary>
    public static EventToAppend Make(LogEvent entry, OwnEvents events) => events.Make(Dataset, entry.Timestamp, json => Write(json, entry));

    private static void Write(Utf8JsonWriter json, LogEvent entry)
    {
        json.WriteString("message", Cut(entry.RenderMessage(CultureInfo.InvariantCulture)));
        json.WriteStartObject("log");
        json.WriteString("level", NameOf(entry.Level));
        if (TextOf(entry, Constants.SourceContextPropertyName) is { } logger)
            json.WriteString("logger", Cut(logger));
        json.WriteEndObject();
        if (entry.Exception is { } fault)
        {
            json.WriteStartObject("error");
            json.WriteString("type", fault.GetType().FullName);
            json.WriteString("message", Cut(fault.Message));
            json.WriteString("stack_trace", Cut(fault.ToString()));
            json.WriteEndObject();
        }

        json.WriteStartObject("huesoc");
        json.WriteStartObject("log");
        foreach ((string name, LogEventPropertyValue value) in entry.Properties.Take(MostProperties))
        {
            if (name is not (Constants.SourceContextPropertyName or "EventId"))
                json.WriteString(Cut(name), Cut(value is ScalarValue { Value: string text } ? text : value.ToString()));
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string? TextOf(LogEvent entry, string property) =>
        entry.Properties.TryGetValue(property, out LogEventPropertyValue? value) && value is ScalarValue { Value: string text } ? text : null;

    private static string Cut(string text)
    {
        if (text.Length <= LongestText)
            return text;
        // Never between the halves of a character.
        int end = char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText;
        return text[..end] + "…";
    }

    private static string NameOf(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose => "trace",
        LogEventLevel.Debug => "debug",
        LogEventLevel.Information => "info",
        LogEventLevel.Warning => "warning",
        LogEventLevel.Error => "error",
        _ => "fatal",
    };
}
