using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using HueSoc.Agent.Enrollment;
using HueSoc.Fleet.Configuration;
using HueSoc.Fleet.Enrollment;
using HueSoc.Fleet.Heartbeats;
using HueSoc.Fleet.Identity;
using HueSoc.Fleet.Json;

namespace HueSoc.Agent.Tests.Enrollment;

public sealed class HeartbeatTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("huesoc-agent-test-").FullName;
    private readonly AgentKey key = AgentKey.Create();

    [Theory]
    [InlineData("\\\\server\\share\\a.log")]
    [InlineData("/dev/mem")]
    public async Task Beat_WithAMaliciousConfiguration_RefusesItAndReportsWhy(string path)
    {
        List<HeartbeatRequest> heard = [];
        JsonElement configuration = FleetJson.Element(new() { Version = 4, Sources = [new() { Name = "bad", Kind = SourceKind.File, Paths = [path] }] });
        using FakeServer server = new((_, body) =>
        {
            heard.Add(FleetJson.ReadHeartbeatRequest(body).Value!);
            return (200, FleetJson.Write(Answer() with { Configuration = configuration }));
        });
        Listener listener = new();
        EnrollmentState state = new(folder);
        using Heartbeat heartbeat = Beats(state, server.Address, listener);

        await heartbeat.BeatAsync(CancellationToken.None);
        await heartbeat.BeatAsync(CancellationToken.None);

        listener.Applied.ShouldBeEmpty();
        state.ReadConfiguration().ShouldBeNull();
        heard[0].Status.RefusedConfiguration.ShouldBeNull();
        RefusedConfiguration refused = heard[1].Status.RefusedConfiguration.ShouldNotBeNull();
        refused.Version.ShouldBe(4);
        refused.Reasons.ShouldHaveSingleItem().ShouldStartWith("sources[0].paths[0]");
    }

    [Fact]
    public async Task Beat_WithAConfigurationThatCannotBeApplied_ReportsWhyAndKeepsTheOneBefore()
    {
        List<HeartbeatRequest> heard = [];
        using FakeServer server = new((_, body) =>
        {
            heard.Add(FleetJson.ReadHeartbeatRequest(body).Value!);
            return (200, FleetJson.Write(Answer() with { Configuration = FleetJson.Element(new() { Version = 2 }) }));
        });
        Listener listener = new() { Reasons = ["the journal is not there\n"] };
        EnrollmentState state = new(folder);
        using Heartbeat heartbeat = Beats(state, server.Address, listener);

        await heartbeat.BeatAsync(CancellationToken.None);
        await heartbeat.BeatAsync(CancellationToken.None);

        heard[1].Status.RefusedConfiguration!.Reasons.ShouldBe(["the journal is not there"]);
        state.ReadConfiguration().ShouldBeNull();
    }

    [Fact]
    public async Task Beat_WithoutAnAnswer_SaysTheSameOnceMore()
    {
        List<HeartbeatRequest> heard = [];
        using FakeServer server = new((_, body) =>
        {
            heard.Add(FleetJson.ReadHeartbeatRequest(body).Value!);
            return heard.Count == 1 ? (503, []) : (200, FleetJson.Write(Answer()));
        });
        Listener listener = new();
        using Heartbeat heartbeat = Beats(new(folder), server.Address, listener);

        await heartbeat.BeatAsync(CancellationToken.None);
        await heartbeat.BeatAsync(CancellationToken.None);
        await heartbeat.BeatAsync(CancellationToken.None);

        heard[1].Attempt.ShouldBe(heard[0].Attempt);
        heard[1].Nonce.ShouldBe(heard[0].Nonce);
        heard[2].Attempt.ShouldNotBe(heard[1].Attempt);
        heard[2].Nonce.ShouldBe(new string('b', 32));
        listener.Failures.ShouldHaveSingleItem().IsRefused.ShouldBeFalse();
    }

    [Theory]
    [InlineData(401, true)]
    [InlineData(403, true)]
    [InlineData(500, false)]
    [InlineData(302, false)]
    public async Task Beat_ThatIsRefused_SaysSo(int status, bool isRefused)
    {
        using FakeServer server = new((_, _) => (status, "{\"detail\":\"The agent is \\u0007revoked.\"}"u8.ToArray()));
        Listener listener = new();
        using Heartbeat heartbeat = Beats(new(folder), server.Address, listener);

        await heartbeat.BeatAsync(CancellationToken.None);

        (string reason, bool refused) = listener.Failures.ShouldHaveSingleItem();
        refused.ShouldBe(isRefused);
        reason.ShouldContain("?revoked");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"nonce\":\"../../x\"}")]
    public async Task Beat_WithAnAnswerThatIsNone_ChangesNothing(string answer)
    {
        using FakeServer server = new((_, _) => (200, Encoding.UTF8.GetBytes(answer)));
        Listener listener = new();
        EnrollmentState state = new(folder);
        using Heartbeat heartbeat = Beats(state, server.Address, listener);
        await heartbeat.BeatAsync(CancellationToken.None);
        HeartbeatPlace? before = state.ReadPlace();

        await heartbeat.BeatAsync(CancellationToken.None);

        state.ReadPlace().ShouldBe(before);
        listener.Failures.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Beat_WithAnAnswerThatHasNoEnd_IsGivenUp()
    {
        using FakeServer server = new((_, _) => (200, new byte[3 << 20]));
        Listener listener = new();
        using Heartbeat heartbeat = Beats(new(folder), server.Address, listener);

        await heartbeat.BeatAsync(CancellationToken.None);

        listener.Failures.ShouldHaveSingleItem().Reason.ShouldContain("more than");
    }

    [Fact]
    public async Task ClockOffset_OfAServerAnHourBehind_IsAnHour()
    {
        using FakeServer server = new((_, _) => (200, FleetJson.Write(Answer() with { ServerTime = TimeProvider.System.GetUtcNow().AddHours(-1) })));
        using Heartbeat heartbeat = Beats(new(folder), server.Address, new());

        await heartbeat.BeatAsync(CancellationToken.None);

        heartbeat.ClockOffset!.Value.TotalMinutes.ShouldBeInRange(59, 61);
    }

    public void Dispose()
    {
        key.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private Heartbeat Beats(EnrollmentState state, string address, Listener listener) => new(
        state,
        new()
        {
            AgentId = key.AgentId, Agency = "X", MachineId = new string('c', 64), ServerAddresses = [address], IngestAddresses = [address], IngestKey = "a:b", HeartbeatSeconds = 60,
        },
        key, new string('c', 64), listener, listener, TimeProvider.System);

    private static HeartbeatAnswer Answer() => new()
    {
        Nonce = new string('b', 32), ServerTime = TimeProvider.System.GetUtcNow(), HeartbeatSeconds = 60, State = AgentState.Active, Pace = ShippingPace.Free,
    };

    private sealed class Listener : IHeartbeatListener, IAgentStatus
    {
        public List<AgentConfiguration> Applied { get; } = [];

        public List<(string Reason, bool IsRefused)> Failures { get; } = [];

        public ImmutableArray<string> Reasons { get; init; } = [];

        public AgentStatus Read() => new()
        {
            AgentVersion = "0.1.0", HostName = "pc", Os = "Debian", UptimeSeconds = 1, ConfigurationVersion = 0, Sources = [], SpoolEvents = 0, SpoolBytes = 0, Shipped = 0,
            Dropped = 0, LeftOut = 0, DeadLetters = 0, CpuPermille = 0, MemoryBytes = 1,
        };

        public ImmutableArray<string> Apply(AgentConfiguration configuration)
        {
            if (Reasons.IsEmpty)
                Applied.Add(configuration);
            return Reasons;
        }

        public void Answered(AgentState state, ShippingPace pace)
        {
        }

        public void Failed(string reason, bool isRefused) => Failures.Add((reason, isRefused));
    }
}
