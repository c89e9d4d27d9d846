using System.Globalization;
using HueSoc.Fleet.Enrollment;
using HueSoc.Fleet.Heartbeats;
using HueSoc.Fleet.Identity;
using HueSoc.Fleet.Json;
using HueSoc.Server.Hosting;
using HueSoc.Server.Problems;
using HueSoc.Storage.Control.Agents;
using Microsoft.Data.Sqlite;

namespace HueSoc.Server.Agents;

/// <summary>
/// What agents ask for: to be enrolled, and each minute what there is to do. Both hosts have these two routes, so that agents
/// need one address and firewalls one port.
/// </summary>
internal sealed class AgentEndpoint(
    AgentEnrollment enrollment,
    AgentHeartbeats heartbeats,
    AgentStore agents,
    AgentConfigurationStore configurations,
    AgentRateLimits limits,
    HeartbeatFaults faults,
    EvaluatorPressure pressure,
    IngestPart ingest,
    ServerOptions options,
    TimeProvider time)
{
    private const int LongestPause = 600;

    /// <summary>Enrolls an agent.</summary>
    /// <param name="context">The request.</param>
    /// <param name="isIngest">Whether it came where agents ship to.</param>
    public Task EnrollAsync(HttpContext context, bool isIngest) => GuardedAsync(context, limits.WaitToEnroll, async (body, network) =>
    {
        Reading<EnrollmentRequest> reading = FleetJson.ReadEnrollmentRequest(body.Bytes);
        if (reading.Value is not { } request)
            return await RefuseAsync(context, StatusCodes.Status400BadRequest, reading.FaultText);
        if (!AgentSignature.Verify(Convert.FromBase64String(request.PublicKey), body.Bytes, body.Signature))
        {
            await enrollment.NoteUnsignedAsync(request, network, context.RequestAborted);
            return await RefuseAsync(context, StatusCodes.Status401Unauthorized, "The request is not signed with the key it names.");
        }

        EnrollmentResult result = await enrollment.EnrollAsync(request, network, context.RequestAborted);
        if (result.Agent is not { } agent)
        {
            int status = result.Outcome == EnrollmentOutcome.TokenRefused ? StatusCodes.Status401Unauthorized : StatusCodes.Status409Conflict;
            return await RefuseAsync(context, status, $"The agent is not enrolled: {result.Reason}.");
        }

        StoredConfiguration? configuration = configurations.For(agent.Agency, agent.Group);
        return await AnswerAsync(context, FleetJson.Write(new EnrollmentAnswer
        {
            AgentId = agent.Id,
            Agency = agent.Agency,
            Group = agent.Group,
            DeviceClass = agent.Class,
            IngestKey = result.IngestKey!,
            IngestAddresses = isIngest && options.AgentIngestUrls.IsEmpty ? [] : IngestAddresses.For(context.Request, options.AgentIngestUrls, ingest.Addresses),
            Nonce = result.Nonce!,
            ServerTime = time.GetUtcNow(),
            HeartbeatSeconds = options.HeartbeatSeconds,
            Configuration = configuration is null ? null : FleetJson.Element(configuration.Configuration),
        }));
    });

    /// <summary>Takes a heartbeat.</summary>
    public Task HeartbeatAsync(HttpContext context) => GuardedAsync(context, limits.WaitToReport, async (body, network) =>
    {
        if (agents.PublicKeyOf(body.AgentId) is not { } key)
            return await RefuseAsync(context, StatusCodes.Status401Unauthorized, "There is no such agent.");
        if (!AgentSignature.Verify(key, body.Bytes, body.Signature))
        {
            await faults.NoteSignatureAsync(body.AgentId, network, context.RequestAborted);
            return await RefuseAsync(context, StatusCodes.Status401Unauthorized, "The heartbeat is not signed with the agent's key.");
        }

        Reading<HeartbeatRequest> reading = FleetJson.ReadHeartbeatRequest(body.Bytes);
        if (reading.Value is not { } heartbeat)
        {
            await faults.NoteContentAsync(body.AgentId, network, reading.FaultText, context.RequestAborted);
            return await RefuseAsync(context, StatusCodes.Status400BadRequest, reading.FaultText);
        }

        HeartbeatResult? result = await heartbeats.ReceiveAsync(body.AgentId, heartbeat);
        if (result is null or { State: AgentState.Revoked })
            return await RefuseAsync(context, StatusCodes.Status403Forbidden, "The agent is revoked.");
        return await AnswerAsync(context, FleetJson.Write(new HeartbeatAnswer
        {
            Nonce = result.Nonce,
            ServerTime = time.GetUtcNow(),
            HeartbeatSeconds = options.HeartbeatSeconds,
            State = result.State,
            Pace = ShippingPace.Free with { PauseSeconds = pressure.RetryAfter is { } wait ? Math.Min((int)Math.Ceiling(wait.TotalSeconds), LongestPause) : 0 },
            Configuration = News(result, heartbeat.Status) is { } configuration ? FleetJson.Element(configuration.Configuration) : null,
        }));
    });

    // What it has refused is not sent to it each minute.
    private StoredConfiguration? News(HeartbeatResult result, AgentStatus status) =>
        configurations.For(result.Agency, result.Group) is { } wanted
        && wanted.Configuration.Version != status.ConfigurationVersion
        && wanted.Configuration.Version != status.RefusedConfiguration?.Version
            ? wanted
            : null;

    private static async Task GuardedAsync(HttpContext context, Func<string, TimeSpan?> waitOf, Func<SignedBody, string, Task<bool>> work)
    {
        string network = RateLimits.NetworkOf(context);
        if (waitOf(network) is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(Math.Max(1, wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            await RefuseAsync(context, StatusCodes.Status429TooManyRequests, "Too many requests; Retry-After says when to try again.");
            return;
        }

        (SignedBody? body, int status) = await SignedBody.ReadAsync(context.Request, FleetJson.LongestRequest);
        if (body is null)
        {
            await RefuseAsync(context, status, status == StatusCodes.Status413PayloadTooLarge ? "The body is larger than this address takes." : "The body has to be application/json.");
            return;
        }

        try
        {
            await work(body, network);
        }
        catch (SqliteException e) when (PassingFault.Is(e))
        {
            context.Response.Headers.RetryAfter = "10";
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, PassingFault.Detail);
        }
    }

    private static async Task<bool> RefuseAsync(HttpContext context, int status, string detail)
    {
        await ProblemAnswers.WriteAsync(context, status, detail);
        return false;
    }

    private static async Task<bool> AnswerAsync(HttpContext context, byte[] answer)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = answer.Length;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(answer, context.RequestAborted);
        return true;
    }
}
