using System.Text;
using System.Text.Json;

namespace HueSoc.Agent.Shipping;

/// <summary>What an answer says that is no success: Elasticsearch's error object, a plain string in its place, or just text.</summary>
internal static class AnswerError
{
    private const int MaxBytes = 16 << 10;
    private const int MaxText = 500;

    /// <summary>Reads it.</summary>
    /// <returns>The type of the error, if there is one, and a text, which may be empty.</returns>
    public static async Task<(string? Type, string Text)> ReadAsync(Stream answer, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[MaxBytes];
        int length = await answer.ReadAtLeastAsync(buffer, MaxBytes, throwOnEndOfStream: false, cancellationToken);
        return Read(buffer.AsMemory(0, length));
    }

    private static (string? Type, string Text) Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("error", out JsonElement error))
            {
                return error.ValueKind == JsonValueKind.Object
                    ? (Text(error, "type"), Shorten($"{Text(error, "type")}: {Text(error, "reason")}"))
                    : (null, Shorten(error.ToString()));
            }
        }
        catch (JsonException)
        {
            // It is text, then.
        }

        return (null, Shorten(Encoding.UTF8.GetString(bytes.Span)));
    }

    private static string? Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Shorten(string text)
    {
        string line = text.ReplaceLineEndings(" ").Trim();
        return line.Length > MaxText ? line[..MaxText] : line;
    }
}
