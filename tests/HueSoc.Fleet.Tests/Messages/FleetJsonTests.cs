using System.Text;
using HueSoc.Fleet.Enrollment;
using HueSoc.Fleet.Heartbeats;
using HueSoc.Fleet.Identity;
using HueSoc.Fleet.Json;

namespace HueSoc.Fleet.Tests.Messages;

public sealed class FleetJsonTests
{
    [Fact]
    public void ReadHeartbeatRequest_OfWhatWasWritten_IsTheSame()
    {
        byte[] written = FleetJson.Write(Beat());

        FleetJson.Write(FleetJson.ReadHeartbeatRequest(written).Value.ShouldNotBeNull()).ShouldBe(written);
    }

    [Fact]
    public void ReadHeartbeatRequest_OfMembersNobodyKnows_IsRefused() => Changed("{\"nonce\"", "{\"colour\":1,\"nonce\"").ShouldHaveSingleItem().ShouldContain("colour");

    [Fact]
    public void ReadHeartbeatAnswer_OfAConfigurationWithANameThatIsNoText_IsAFaultAndNoException()
    {
        const string Answer = "{\"nonce\":\"n\",\"server_time\":\"2026-01-01T00:00:00Z\",\"heartbeat_seconds\":60,\"state\":\"active\","
            + "\"pace\":{\"events_per_second\":0,\"pause_seconds\":0},\"configuration\":{\"\\ud800\":1}}";

        FleetJson.ReadHeartbeatAnswer(Encoding.UTF8.GetBytes(Answer)).Faults.ShouldNotBeEmpty();
    }

    [Fact]
    public void ReadHeartbeatRequest_OfAMemberTwice_IsRefused() => Changed("{\"nonce\"", "{\"nonce\":\"a\",\"nonce\"").ShouldNotBeEmpty();

    [Theory]
    [InlineData("\"dropped\":0", "\"dropped\":-1", "status.dropped")]
    [InlineData("\"name\":\"auth\"", "\"name\":\"a\\u0007\"", "status.sources[0].name")]
    [InlineData("\"name\":\"auth\"", "\"name\":null", "$.status.sources[0].name")]
    [InlineData("\"os\":\"Debian\"", "\"os\":\"\"", "status.os")]
    [InlineData("\"sources\":[{", "\"sources\":[null,{", "status.sources[0]")]
    public void ReadHeartbeatRequest_OfAValueOutOfBounds_NamesItsPlace(string from, string to, string place) =>
        Changed(from, to).ShouldHaveSingleItem().ShouldStartWith(place);

    [Fact]
    public void ReadHeartbeatRequest_OfTooManySources_IsRefused()
    {
        HeartbeatRequest many = Beat() with { Status = Beat().Status with { Sources = [.. Enumerable.Repeat(Beat().Status.Sources[0], 65)] } };

        FleetJson.ReadHeartbeatRequest(FleetJson.Write(many)).Faults.ShouldHaveSingleItem().ShouldStartWith("status.sources: at most");
    }

    [Fact]
    public void ReadHeartbeatRequest_OfTooManyBytes_IsRefused() => FleetJson.ReadHeartbeatRequest(new byte[FleetJson.LongestRequest + 1]).Faults.ShouldHaveSingleItem();

    [Fact]
    public void ReadEnrollmentRequest_OfManyFaults_NamesEach()
    {
        EnrollmentRequest request = new() { Token = "", Attempt = "X", PublicKey = "AAAA", MachineId = "m", HostName = "", Os = "x", AgentVersion = "1" };

        Reading<EnrollmentRequest> reading = FleetJson.ReadEnrollmentRequest(FleetJson.Write(request));

        reading.Faults.Select(fault => fault.Split(':')[0]).ShouldBe(["token", "attempt", "machine_id", "host_name", "public_key"]);
    }

    [Theory]
    [InlineData("https://soc.example:9280", true)]
    [InlineData("ftp://soc.example", false)]
    [InlineData("https://user@soc.example", false)]
    [InlineData("/etc/passwd", false)]
    public void ReadEnrollmentAnswer_OfAnAddress_IsTakenOnlyWhenItIsOne(string address, bool isTaken)
    {
        EnrollmentAnswer answer = new()
        {
            AgentId = Nonces.New(), Agency = "X", DeviceClass = DeviceClass.Server, IngestKey = "id:secret", IngestAddresses = [address], Nonce = Nonces.New(),
            ServerTime = DateTimeOffset.UnixEpoch, HeartbeatSeconds = 60,
        };

        FleetJson.ReadEnrollmentAnswer(FleetJson.Write(answer)).IsSound.ShouldBe(isTaken);
    }

    private static System.Collections.Immutable.ImmutableArray<string> Changed(string from, string to)
    {
        string written = Encoding.UTF8.GetString(FleetJson.Write(Beat()));
        written.ShouldContain(from);
        return FleetJson.ReadHeartbeatRequest(Encoding.UTF8.GetBytes(written.Replace(from, to, StringComparison.Ordinal))).Faults;
    }

    private static HeartbeatRequest Beat() => new()
    {
        Nonce = new string('a', 32), Attempt = new string('b', 32), MachineId = new string('c', 64), Sent = DateTimeOffset.UnixEpoch,
        Status = new()
        {
            AgentVersion = "0.1.0", HostName = "pc", Os = "Debian", UptimeSeconds = 1, ConfigurationVersion = 2, SpoolEvents = 3, SpoolBytes = 4, Shipped = 5, Dropped = 0,
            LeftOut = 6, DeadLetters = 7, CpuPermille = 8, MemoryBytes = 9, ClockOffsetMilliseconds = -10,
            Sources = [new() { Name = "auth", Events = 1, LagBytes = 2, LostBytes = 3, Problem = "no such file" }],
            RefusedConfiguration = new() { Version = 3, Reasons = ["names a device"] },
        },
    };
}
