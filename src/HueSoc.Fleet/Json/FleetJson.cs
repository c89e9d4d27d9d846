using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using HueSoc.Fleet.Configuration;
using HueSoc.Fleet.Enrollment;
using HueSoc.Fleet.Heartbeats;

namespace HueSoc.Fleet.Json;

/// <summary>Reads and writes what agent and server say to each other. What is read is hostile until it was checked here: its size, depth, members and values.</summary>
public static class FleetJson
{
    /// <summary>How many bytes a message of an agent has at most.</summary>
    public const int LongestRequest = 128 << 10;

    /// <summary>How many bytes an answer of the server has at most.</summary>
    public const int LongestAnswer = 1 << 20;

    /// <summary>How deep JSON goes at most.</summary>
    internal const int Deepest = 16;

    /// <summary>Reads a request to be enrolled.</summary>
    public static Reading<EnrollmentRequest> ReadEnrollmentRequest(ReadOnlySpan<byte> body) =>
        Read(body, LongestRequest, FleetJsonContext.Default.EnrollmentRequest, EnrollmentValidator.Check);

    /// <summary>Reads the answer to it.</summary>
    public static Reading<EnrollmentAnswer> ReadEnrollmentAnswer(ReadOnlySpan<byte> body) =>
        Read(body, LongestAnswer, FleetJsonContext.Default.EnrollmentAnswer, EnrollmentValidator.Check);

    /// <summary>Reads a heartbeat.</summary>
    public static Reading<HeartbeatRequest> ReadHeartbeatRequest(ReadOnlySpan<byte> body) =>
        Read(body, LongestRequest, FleetJsonContext.Default.HeartbeatRequest, HeartbeatValidator.Check);

    /// <summary>Reads the answer to it.</summary>
    public static Reading<HeartbeatAnswer> ReadHeartbeatAnswer(ReadOnlySpan<byte> body) =>
        Read(body, LongestAnswer, FleetJsonContext.Default.HeartbeatAnswer, HeartbeatValidator.Check);

    /// <summary>Reads a status that was kept.</summary>
    public static Reading<AgentStatus> ReadStatus(ReadOnlySpan<byte> body) =>
        Read(body, LongestRequest, FleetJsonContext.Default.AgentStatus, (status, faults) => HeartbeatValidator.Check(status, faults));

    /// <summary>Writes a request to be enrolled.</summary>
    public static byte[] Write(EnrollmentRequest request) => JsonSerializer.SerializeToUtf8Bytes(request, FleetJsonContext.Default.EnrollmentRequest);

    /// <summary>Writes the answer to it.</summary>
    public static byte[] Write(EnrollmentAnswer answer) => JsonSerializer.SerializeToUtf8Bytes(answer, FleetJsonContext.Default.EnrollmentAnswer);

    /// <summary>Writes a heartbeat.</summary>
    public static byte[] Write(HeartbeatRequest request) => JsonSerializer.SerializeToUtf8Bytes(request, FleetJsonContext.Default.HeartbeatRequest);

    /// <summary>Writes the answer to it.</summary>
    public static byte[] Write(HeartbeatAnswer answer) => JsonSerializer.SerializeToUtf8Bytes(answer, FleetJsonContext.Default.HeartbeatAnswer);

    /// <summary>Writes a status.</summary>
    public static byte[] Write(AgentStatus status) => JsonSerializer.SerializeToUtf8Bytes(status, FleetJsonContext.Default.AgentStatus);

    /// <summary>Writes a configuration, every member of it.</summary>
    public static byte[] Write(AgentConfiguration configuration) => JsonSerializer.SerializeToUtf8Bytes(configuration, FleetJsonContext.Default.AgentConfiguration);

    /// <summary>A configuration as a part of an answer.</summary>
    public static JsonElement Element(AgentConfiguration configuration) => JsonSerializer.SerializeToElement(configuration, FleetJsonContext.Default.AgentConfiguration);

    private static Reading<T> Read<T>(ReadOnlySpan<byte> body, int longest, JsonTypeInfo<T> type, Action<T, List<string>> check)
        where T : class
    {
        if (body.Length > longest)
            return Reading<T>.Bad($"$: {body.Length} bytes, and at most {longest} are read");
        if (!Utf8.IsValid(body))
            return Reading<T>.Bad("$: is not UTF-8");
        try
        {
            if (JsonSerializer.Deserialize(body, type) is not { } value)
                return Reading<T>.Bad("$: null, and an object is expected");
            List<string> faults = [];
            check(value, faults);
            return Reading<T>.Of(value, faults);
        }
        catch (JsonException e)
        {
            // The message may repeat what was sent, so it is bounded.
            return Reading<T>.Bad(FleetText.Shown($"{e.Path ?? "$"}: {e.Message}", 300));
        }
        catch (InvalidOperationException)
        {
            return Reading<T>.Bad("$: holds a name that is no text");
        }
    }
}
