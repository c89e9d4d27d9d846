using System.Text.Json.Serialization;
using HueSoc.Fleet.Configuration;
using HueSoc.Fleet.Enrollment;
using HueSoc.Fleet.Heartbeats;

namespace HueSoc.Fleet.Json;

/// <summary>
/// The JSON of what agent and server say to each other: members in snake_case, none unknown, none twice. Read are only types
/// whose members are required or may be null: for others the generated code forgets what a member is when it is left out.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    MaxDepth = FleetJson.Deepest,
    Converters = [typeof(SnakeCaseEnum<SourceKind>), typeof(SnakeCaseEnum<MultilineStart>), typeof(SnakeCaseEnum<DeviceClass>), typeof(SnakeCaseEnum<AgentState>)])]
[JsonSerializable(typeof(EnrollmentRequest))]
[JsonSerializable(typeof(EnrollmentAnswer))]
[JsonSerializable(typeof(HeartbeatRequest))]
[JsonSerializable(typeof(HeartbeatAnswer))]
[JsonSerializable(typeof(AgentStatus))]
[JsonSerializable(typeof(AgentConfiguration))]
internal sealed partial class FleetJsonContext : JsonSerializerContext;
