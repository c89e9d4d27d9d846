using System.Text.Json;

namespace HueSoc.Detection.Signals;

/// <summary>Reads the drill an event is marked with: <c>huesoc.drill</c>, as the server stamped it, nested or dotted.</summary>
internal static class DrillMark
{
    private const int LongestId = 128;

    /// <summary>The drill's id; empty when the event is real.</summary>
    /// <param name="document">One JSON object.</param>
    public static string Read(ReadOnlySpan<byte> document)
    {
        // Most events do not hold the word at all.
        if (document.IndexOf("huesoc"u8) < 0)
            return string.Empty;
        Utf8JsonReader reader = new(document, new JsonReaderOptions { MaxDepth = 128 });
        try
        {
            return Find(ref reader);
        }
        catch (JsonException)
        {
            return string.Empty;
        }
        catch (InvalidOperationException)
        {
            // A text that is no UTF-16: it names no drill.
            return string.Empty;
        }
    }

    private static string Find(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return string.Empty;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("huesoc.drill"u8))
            {
                reader.Read();
                return Value(ref reader);
            }

            bool ours = reader.ValueTextEquals("huesoc"u8);
            reader.Read();
            if (!ours || reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool drill = reader.ValueTextEquals("drill"u8);
                reader.Read();
                if (drill)
                    return Value(ref reader);
                reader.Skip();
            }
        }

        return string.Empty;
    }

    private static string Value(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: <= LongestId } text ? text : string.Empty;
}
