using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HueSoc.Storage.Control.Agencies;

/// <summary>Lists of an agency as they are stored.</summary>
[JsonSerializable(typeof(ImmutableArray<string>))]
[JsonSerializable(typeof(ImmutableArray<Predecessor>))]
[JsonSerializable(typeof(AgencyFacts))]
internal sealed partial class AgencyJson : JsonSerializerContext
{
    /// <summary>Vietnamese is written as it is.</summary>
    public static AgencyJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
