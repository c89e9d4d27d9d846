using System.Text.Json.Serialization;

namespace HueSoc.Storage.Sqlite;

/// <summary>Lists of values on their way into a statement.</summary>
[JsonSerializable(typeof(List<string>))]
internal sealed partial class SearchJson : JsonSerializerContext;
