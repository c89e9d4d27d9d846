using System.Text;
using System.Text.Json;

namespace HueSoc.Storage.Sqlite;

/// <summary>What of a document goes into columns and into the full text.</summary>
/// <param name="Columns">The hot fields by number; null where the event lacks the field.</param>
/// <param name="More">Further values of hot fields.</param>
/// <param name="Words">The words of the full text, joined by spaces; empty for none.</param>
internal readonly record struct EventIndexing(string?[] Columns, IReadOnlyList<(int Field, string Value)> More, string Words)
{
    /// <summary>Reads a document; what is not JSON has no fields.</summary>
    public static EventIndexing Of(ReadOnlyMemory<byte> document)
    {
        string?[] columns = new string?[HotFields.All.Length];
        List<(int, string)> more = [];
        StringBuilder words = new();
        try
        {
            using JsonDocument json = JsonDocument.Parse(document);
            foreach (HotField field in HotFields.All)
            {
                JsonElement at = json.RootElement;
                bool found = true;
                foreach (string part in field.Field.Split('.'))
                    found = found && at.ValueKind == JsonValueKind.Object && at.TryGetProperty(part, out at);
                if (!found)
                    continue;
                JsonElement[] values = at.ValueKind == JsonValueKind.Array ? [.. at.EnumerateArray()] : [at];
                foreach (JsonElement value in values)
                {
                    string text = value.ToString().ToLowerInvariant();
                    if (columns[field.Number] is null)
                        columns[field.Number] = text;
                    else
                        more.Add((field.Number, text));
                }
            }

            if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("message", out JsonElement message))
                words.AppendJoin(' ', message.ToString().ToLowerInvariant().Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
        }
        catch (JsonException)
        {
            // No fields.
        }

        return new(columns, more, words.ToString());
    }
}
