using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HueSoc.Fleet.Enrollment;
using HueSoc.Fleet.Heartbeats;
using HueSoc.Fleet.Identity;
using HueSoc.Fleet.Json;

namespace HueSoc.Server.Tests.Agents;

/// <summary>An agent as far as the server sees it, which also does what no agent should.</summary>
internal sealed class TestAgent : IDisposable
{
    private readonly HueSocServer server;
    private readonly AgentKey key;

    /// <param name="server">The server.</param>
    /// <param name="hostName">The machine's name.</param>
    /// <param name="copied">The agent whose key and state this one has a copy of; null for a key of its own.</param>
    public TestAgent(HueSocServer server, string hostName = "pc-01", TestAgent? copied = null)
    {
        this.server = server;
        HostName = hostName;
        key = copied is null ? AgentKey.Create() : AgentKey.Import(copied.key.Export());
        MachineId = copied?.MachineId ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        Nonce = copied?.Nonce ?? "";
        Attempt = copied?.Attempt ?? "";
        IngestKey = copied?.IngestKey ?? "";
    }

    public string Id => key.AgentId;

    public string HostName { get; }

    public string MachineId { get; set; }

    /// <summary>What the next heartbeat presents.</summary>
    public string Nonce { get; set; }

    /// <summary>With which attempt.</summary>
    public string Attempt { get; set; }

    public string IngestKey { get; set; }

    /// <summary>What it says of its configuration.</summary>
    public long ConfigurationVersion { get; set; }

    public RefusedConfiguration? Refused { get; set; }

    /// <summary>Asks to be enrolled, where shippers are listened to.</summary>
    /// <param name="token">The token.</param>
    /// <param name="attempt">The attempt; null for a new one.</param>
    /// <param name="signer">Who signs; null for the agent itself.</param>
    public async Task<(HttpStatusCode Status, EnrollmentAnswer? Answer, string Text)> EnrollAsync(string token, string? attempt = null, TestAgent? signer = null)
    {
        byte[] body = FleetJson.Write(new EnrollmentRequest
        {
            Token = token,
            Attempt = attempt ?? Nonces.New(),
            PublicKey = Convert.ToBase64String(key.PublicKey),
            MachineId = MachineId,
            HostName = HostName,
            Os = "Debian GNU/Linux 12 (bookworm)",
            AgentVersion = "0.1.0",
        });
        (HttpStatusCode status, byte[] answer) = await PostAsync("/api/v1/agents/enroll", body, (signer ?? this).key.Sign(body));
        if (status != HttpStatusCode.OK)
            return (status, null, Encoding.UTF8.GetString(answer));
        EnrollmentAnswer enrolled = FleetJson.ReadEnrollmentAnswer(answer).Value.ShouldNotBeNull();
        Nonce = enrolled.Nonce;
        Attempt = Nonces.New();
        IngestKey = enrolled.IngestKey;
        return (status, enrolled, "");
    }

    /// <summary>Sends a heartbeat, and goes on as an agent does unless its answer is to be lost.</summary>
    public async Task<(HttpStatusCode Status, HeartbeatAnswer? Answer)> BeatAsync(bool isAnswerLost = false, TestAgent? signer = null)
    {
        byte[] body = FleetJson.Write(new HeartbeatRequest { Nonce = Nonce, Attempt = Attempt, MachineId = MachineId, Sent = DateTimeOffset.UnixEpoch, Status = Status() });
        (HttpStatusCode status, byte[] answer) = await PostAsync("/api/v1/agents/heartbeat", body, (signer ?? this).key.Sign(body));
        if (status != HttpStatusCode.OK)
            return (status, null);
        HeartbeatAnswer beat = FleetJson.ReadHeartbeatAnswer(answer).Value.ShouldNotBeNull();
        if (!isAnswerLost)
        {
            Nonce = beat.Nonce;
            Attempt = Nonces.New();
        }

        return (status, beat);
    }

    /// <summary>Posts something to where agents are listened to.</summary>
    public async Task<(HttpStatusCode Status, byte[] Body)> PostAsync(string path, byte[] body, string? signature, string type = "application/json")
    {
        using HttpClient client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new(server.IngestAddresses[0]) };
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.Add(AgentSignature.AgentHeader, Id);
        if (signature is not null)
            request.Headers.Add(AgentSignature.SignatureHeader, signature);
        using HttpResponseMessage response = await client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Ships a document.</summary>
    public async Task<HttpStatusCode> ShipAsync(string id, object document)
    {
        using HttpClient client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new(server.IngestAddresses[0]) };
        string body = $"{{\"create\":{{\"_index\":\"logs-test-default\",\"_id\":\"{id}\"}}}}\n{JsonSerializer.Serialize(document)}\n";
        using HttpRequestMessage request = new(HttpMethod.Post, "/_bulk") { Content = new StringContent(body, Encoding.UTF8, "application/x-ndjson") };
        request.Headers.Authorization = new("ApiKey", Convert.ToBase64String(Encoding.UTF8.GetBytes(IngestKey)));
        using HttpResponseMessage response = await client.SendAsync(request);
        return response.StatusCode;
    }

    public AgentStatus Status() => new()
    {
        AgentVersion = "0.1.0",
        HostName = HostName,
        Os = "Debian GNU/Linux 12 (bookworm)",
        UptimeSeconds = 60,
        ConfigurationVersion = ConfigurationVersion,
        RefusedConfiguration = Refused,
        Sources = [new SourceStatus { Name = "auth", Events = 12, LagBytes = 0, LostBytes = 0 }],
        SpoolEvents = 3,
        SpoolBytes = 4_096,
        Shipped = 9,
        Dropped = 0,
        LeftOut = 0,
        DeadLetters = 0,
        CpuPermille = 4,
        MemoryBytes = 40 << 20,
    };

    /// <summary>Its signature of a body.</summary>
    public string SignatureOf(byte[] body) => key.Sign(body);

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();
}
