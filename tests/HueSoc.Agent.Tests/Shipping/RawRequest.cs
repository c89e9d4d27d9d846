using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace HueSoc.Agent.Tests.Shipping;

/// <summary>A request as it came over the wire.</summary>
internal sealed record RawRequest(string Head, byte[] Body)
{
    /// <summary>The lines of the body, decompressed: action and document by turns.</summary>
    public string[] Lines()
    {
        using GZipStream gzip = new(new MemoryStream(Body), CompressionMode.Decompress);
        using StreamReader reader = new(gzip, Encoding.UTF8);
        string text = reader.ReadToEnd();
        text.ShouldEndWith("\n");
        return text[..^1].Split('\n');
    }

    /// <summary>The operations: data stream, id and document.</summary>
    public List<(string DataStream, string Id, string Document)> Operations()
    {
        string[] lines = Lines();
        List<(string DataStream, string Id, string Document)> operations = [];
        for (int at = 0; at < lines.Length; at += 2)
        {
            using JsonDocument action = JsonDocument.Parse(lines[at]);
            JsonElement create = action.RootElement.GetProperty("create");
            operations.Add((create.GetProperty("_index").GetString()!, create.GetProperty("_id").GetString()!, lines[at + 1]));
        }

        return operations;
    }

    public IEnumerable<string> Ids() => Operations().Select(operation => operation.Id);
}
