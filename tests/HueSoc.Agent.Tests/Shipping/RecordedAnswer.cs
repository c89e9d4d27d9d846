using System.Text;
using System.Text.Json;
using HueSoc.Tests.Corpus;

namespace HueSoc.Agent.Tests.Shipping;

/// <summary>An answer that a real Elasticsearch gave, and the ids of its items.</summary>
internal sealed record RecordedAnswer(RawAnswer Answer, IReadOnlyList<string> Ids)
{
    /// <summary>Reads the answer of a recorded request.</summary>
    public static RecordedAnswer Read(string name)
    {
        using JsonDocument recorded = JsonDocument.Parse(File.ReadAllText(CorpusPaths.Of($"elasticsearch/fixtures/{name}.json")));
        JsonElement exchange = recorded.RootElement.GetProperty("exchanges")[0];
        if (!exchange.TryGetProperty("response", out JsonElement response))
            return new RecordedAnswer(RawAnswer.Nothing, []);

        string body = response.TryGetProperty("bodyRaw", out JsonElement raw) ? raw.GetString()! : response.GetProperty("body").GetRawText();
        string[] headers = [.. response.GetProperty("headers").EnumerateArray()
            .Where(header => header[0].GetString() != "content-length")
            .Select(header => $"{header[0].GetString()}: {header[1].GetString()}")];
        return new RecordedAnswer(RawAnswer.Of(response.GetProperty("status").GetInt32(), body, headers), [.. IdsOf(response)]);
    }

    /// <summary>Reads an answer that was recorded byte by byte.</summary>
    public static RawAnswer ReadWire(string name, string property)
    {
        using JsonDocument recorded = JsonDocument.Parse(File.ReadAllText(CorpusPaths.Of($"elasticsearch/fixtures/{name}.json")));
        string wire = recorded.RootElement.GetProperty(property).GetString()!;
        bool closes = wire.EndsWith("<EOF>", StringComparison.Ordinal);
        return new RawAnswer(Encoding.UTF8.GetBytes(wire.Replace("<EOF>", string.Empty, StringComparison.Ordinal).Replace("<still open>", string.Empty, StringComparison.Ordinal)), closes);
    }

    private static IEnumerable<string> IdsOf(JsonElement response)
    {
        if (!response.TryGetProperty("body", out JsonElement body) || body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("items", out JsonElement items))
            yield break;

        int number = 0;
        foreach (JsonElement item in items.EnumerateArray())
        {
            JsonElement result = item.EnumerateObject().First().Value;
            yield return result.TryGetProperty("_id", out JsonElement id) && id.ValueKind == JsonValueKind.String ? id.GetString()! : $"none-{number}";
            number++;
        }
    }
}
