using System.Text.Json;
using System.Text.Json.Serialization;

namespace HueSoc.Fleet.Json;

/// <summary>Reads and writes the words of an enumeration in snake_case, and no numbers.</summary>
internal sealed class SnakeCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
