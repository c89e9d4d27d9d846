using System.Text.Json;
using System.Text.Json.Serialization;

namespace HueSoc.Server.Json;

/// <summary>JSON that is passed on as it is: an event is never taken apart to be shown.</summary>
/// <param name="Utf8">One JSON value in UTF-8.</param>
[JsonConverter(typeof(Converter))]
internal readonly record struct RawJson(ReadOnlyMemory<byte> Utf8)
{
    private sealed class Converter : JsonConverter<RawJson>
    {
        public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("raw JSON is only written");

        public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options)
        {
            if (value.Utf8.IsEmpty)
                writer.WriteNullValue();
            else
                writer.WriteRawValue(InertJson.Of(value.Utf8).Span, skipInputValidation: true);
        }
    }
}
