using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Json;
using HueSoc.Agent.Enrollment;
using HueSoc.Fleet.Configuration;
using HueSoc.Fleet.Enrollment;
using HueSoc.Fleet.Heartbeats;
using HueSoc.Fleet.Identity;
using HueSoc.Server.Tests.Running;
using HueSoc.Storage.Control.Accounts;

namespace HueSoc.Server.Tests.Agents;

/// <summary>The agent's own side of enrollment and heartbeats against the server.</summary>
[Collection(ServerCollection.Name)]
public sealed class AgentClientTests(RunningServer server) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("huesoc-agent-test-").FullName;

    [Fact]
    public async Task Enroll_ThenBeat_IsSeenByTheServerAndKeptForItsOwnerAlone()
    {
        EnrollmentState state = State("one");
        EnrollmentOutcome outcome = await EnrollAsync(state, (await server.Server.TokenAsync()).Text);
        outcome.Reason.ShouldBeNull();
        using AgentKey key = state.ReadKey()!;
        Listener listener = new();
        using Heartbeat heartbeat = new(state, outcome.Identity!, key, Machine().MachineId, listener, listener, TimeProvider.System);

        await heartbeat.BeatAsync(CancellationToken.None);
        await heartbeat.BeatAsync(CancellationToken.None);

        listener.States.ShouldBe([AgentState.Active, AgentState.Active]);
        heartbeat.ClockOffset.ShouldNotBeNull();
        server.Server.AgentOf(key.AgentId)!.LastSeen.ShouldNotBeNull();
        if (OperatingSystem.IsWindows())
            return;
        File.GetUnixFileMode(state.KeyPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(state.IdentityPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Enroll_AgainOnTheSameMachine_KeepsTheId()
    {
        EnrollmentState state = State("same");
        EnrollmentOutcome first = await EnrollAsync(state, (await server.Server.TokenAsync()).Text);

        EnrollmentOutcome second = await EnrollAsync(state, (await server.Server.TokenAsync()).Text);

        second.Identity!.AgentId.ShouldBe(first.Identity!.AgentId);
        second.IsNewIdentity.ShouldBeFalse();
    }

    [Fact]
    public async Task Enroll_OnAnotherMachineWithACopyOfTheFolder_IsAnotherAgent()
    {
        EnrollmentState state = State("copied");
        EnrollmentOutcome first = await EnrollAsync(state, (await server.Server.TokenAsync()).Text);

        EnrollmentOutcome second = await EnrollAsync(state, (await server.Server.TokenAsync()).Text, Machine("another machine's id"));

        second.Reason.ShouldBeNull();
        second.Identity!.AgentId.ShouldNotBe(first.Identity!.AgentId);
        second.IsNewIdentity.ShouldBeTrue();
    }

    [Fact]
    public async Task Enroll_WithARefusedToken_SaysWhyAndIsNotEnrolled()
    {
        EnrollmentState state = State("refused");

        EnrollmentOutcome outcome = await EnrollAsync(state, "nothing");

        outcome.Reason.ShouldNotBeNull().ShouldContain("no such token");
        outcome.MayTryAgain.ShouldBeFalse();
        state.ReadIdentity().ShouldBeNull();
    }

    [Fact]
    public async Task Beat_WithANewConfiguration_AppliesAndKeepsIt()
    {
        (EnrollmentState state, AgentKey key, Heartbeat heartbeat, Listener listener) = await RunningAsync("configured");
        using (key)
        using (heartbeat)
        {
            long version = await ConfigureAsync("applied");

            await heartbeat.BeatAsync(CancellationToken.None);

            listener.Applied.ShouldHaveSingleItem().Version.ShouldBe(version);
            state.ReadConfiguration()!.Value!.Version.ShouldBe(version);
        }
    }

    [Fact]
    public async Task Beat_AfterACrashWithoutTheAnswer_GoesOnAsTheSameAgent()
    {
        (EnrollmentState state, AgentKey key, Heartbeat heartbeat, Listener listener) = await RunningAsync("crashed");
        using (key)
        using (heartbeat)
        {
            await heartbeat.BeatAsync(CancellationToken.None);
            HeartbeatPlace before = state.ReadPlace()!;
            await heartbeat.BeatAsync(CancellationToken.None);
            // As if the power had gone before the last answer was on disk.
            state.WritePlace(before);
            using Heartbeat after = new(state, state.ReadIdentity()!, key, Machine().MachineId, listener, listener, TimeProvider.System);

            await after.BeatAsync(CancellationToken.None);
            await after.BeatAsync(CancellationToken.None);

            listener.States.ShouldAllBe(state => state == AgentState.Active);
        }
    }

    [Fact]
    public async Task Enroll_WhileTheAgentRuns_EndsItsHeartbeatsBeforeTheyAreWrong()
    {
        (EnrollmentState state, AgentKey key, Heartbeat heartbeat, Listener listener) = await RunningAsync("again");
        using (key)
        using (heartbeat)
        {
            await heartbeat.BeatAsync(CancellationToken.None);
            EnrollmentOutcome again = await EnrollAsync(state, (await server.Server.TokenAsync(RunningServer.Y)).Text);
            listener.MayFail = true;

            await heartbeat.RunAsync(CancellationToken.None);

            heartbeat.IsEnrolledAgain.ShouldBeTrue();
            using Heartbeat anew = new(state, again.Identity!, key, Machine().MachineId, listener, listener, TimeProvider.System);
            await anew.BeatAsync(CancellationToken.None);
            listener.States.ShouldBe([AgentState.Active, AgentState.Active]);
        }
    }

    [Fact]
    public async Task Beat_OfAFolderThatWasCopied_IsQuarantined()
    {
        (EnrollmentState state, AgentKey key, Heartbeat heartbeat, Listener listener) = await RunningAsync("original");
        using (key)
        using (heartbeat)
        {
            await heartbeat.BeatAsync(CancellationToken.None);
            string copy = Path.Combine(folder, "copy");
            Directory.CreateDirectory(copy);
            foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(state.KeyPath)!))
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            EnrollmentState copied = new(copy);
            using AgentKey sameKey = copied.ReadKey()!;
            using Heartbeat second = new(copied, copied.ReadIdentity()!, sameKey, Machine().MachineId, listener, listener, TimeProvider.System);

            await heartbeat.BeatAsync(CancellationToken.None);
            await second.BeatAsync(CancellationToken.None);
            await second.BeatAsync(CancellationToken.None);
            await heartbeat.BeatAsync(CancellationToken.None);

            listener.States[^1].ShouldBe(AgentState.Quarantined);
            (await server.AlertsAsync(key.AgentId)).ShouldHaveSingleItem();
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static MachineFacts Machine(string own = "this machine's own id") => new(MachineFacts.IdOf(System.Text.Encoding.UTF8.GetBytes(own)), "pc-client", "Debian", "0.1.0");

    private EnrollmentState State(string name) => new(Path.Combine(folder, name));

    private Task<EnrollmentOutcome> EnrollAsync(EnrollmentState state, string token, MachineFacts? machine = null) =>
        new Enroller(state, machine ?? Machine(), TimeProvider.System).EnrollAsync(new(server.Server.IngestAddresses[0], token, null), CancellationToken.None);

    private async Task<(EnrollmentState, AgentKey, Heartbeat, Listener)> RunningAsync(string name)
    {
        EnrollmentState state = State(name);
        EnrollmentOutcome outcome = await EnrollAsync(state, (await server.Server.TokenAsync(RunningServer.Y)).Text);
        outcome.Reason.ShouldBeNull();
        AgentKey key = state.ReadKey()!;
        Listener listener = new();
        return (state, key, new(state, outcome.Identity!, key, Machine().MachineId, listener, listener, TimeProvider.System), listener);
    }

    private async Task<long> ConfigureAsync(string name)
    {
        using HttpClient admin = await server.ClientAsync(AccountRole.Admin);
        using HttpRequestMessage request = new(HttpMethod.Put, $"/api/v1/agents/configurations/agency:{RunningServer.Y}")
        {
            Content = JsonContent.Create(new { sources = new object[] { new { name, kind = "file", paths = (string[])["/var/log/*.log"] } } }),
        };
        request.Headers.Add("If-Match", "*");
        using HttpResponseMessage response = await admin.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await response.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("version").GetInt64();
    }

    private sealed class Listener : IHeartbeatListener, IAgentStatus
    {
        public List<AgentState> States { get; } = [];

        public List<AgentConfiguration> Applied { get; } = [];

        public AgentStatus Read() => new()
        {
            AgentVersion = "0.1.0", HostName = "pc-client", Os = "Debian", UptimeSeconds = 1, ConfigurationVersion = Applied.Count == 0 ? 0 : Applied[^1].Version,
            Sources = [], SpoolEvents = 0, SpoolBytes = 0, Shipped = 0, Dropped = 0, LeftOut = 0, DeadLetters = 0, CpuPermille = 0, MemoryBytes = 1,
        };

        public ImmutableArray<string> Apply(AgentConfiguration configuration)
        {
            Applied.Add(configuration);
            return [];
        }

        public void Answered(AgentState state, ShippingPace pace) => States.Add(state);

        public bool MayFail { get; set; }

        public void Failed(string reason, bool isRefused)
        {
            if (!MayFail)
                throw new InvalidOperationException(reason);
        }
    }
}
