using System.Text.Json.Serialization;

namespace HueSoc.Agent.Enrollment;

/// <summary>The JSON of the agent's own files.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    WriteIndented = true,
    MaxDepth = 8)]
[JsonSerializable(typeof(AgentIdentity))]
[JsonSerializable(typeof(HeartbeatPlace))]
[JsonSerializable(typeof(PendingEnrollment))]
internal sealed partial class StateJson : JsonSerializerContext;
