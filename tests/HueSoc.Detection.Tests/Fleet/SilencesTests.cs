using HueSoc.Detection.Fleet;
using HueSoc.Fleet.Enrollment;

namespace HueSoc.Detection.Tests.Fleet;

public sealed class SilencesTests
{
    // A Monday, 10:00 in Huế.
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 3, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset LongAgo = Now.AddDays(-10);
    private static readonly FleetWatchOptions Options = new();

    [Theory]
    [InlineData(DeviceClass.Server, 14, false)]
    [InlineData(DeviceClass.Server, 15, true)]
    [InlineData(DeviceClass.AlwaysOn, 15, true)]
    [InlineData(DeviceClass.Workstation, 600, false)]
    public void Find_OfASilentDevice_IsFoundOnlyWhereItAlwaysReports(DeviceClass deviceClass, int minutes, bool isFound) =>
        Silences.Find([Agent(1, minutes, deviceClass)], Now, LongAgo, Options).Devices.Any().ShouldBe(isFound);

    [Theory]
    [InlineData(14, false)]
    [InlineData(15, true)]
    public void Find_AfterTheServerWasDown_CountsOnlyTheTimeItListened(int listening, bool isFound) =>
        Silences.Find([Agent(1, 600, DeviceClass.Server)], Now, Now.AddMinutes(-listening), Options).Devices.Any().ShouldBe(isFound);

    [Theory]
    [InlineData(10, 3, false)]
    [InlineData(10, 4, true)]
    [InlineData(4, 2, false)]
    [InlineData(4, 3, true)]
    [InlineData(20, 20, true)]
    public void Find_OfAnAgencyThatLosesDevices_IsFoundAboveTheShare(int all, int lost, bool isFound)
    {
        Silences found = Silences.Find(Agency(all, lost, 7), Now, LongAgo, Options);

        found.Agencies.Any().ShouldBe(isFound);
        if (isFound)
            found.Agencies[0].ShouldBe(new AgencyLoss("X", lost, all));
        else
            found.Settled.ShouldContain("X");
    }

    [Fact]
    public void Find_OfDevicesLostBitByBit_IsNotAnAgencysLoss()
    {
        WatchedAgent[] agents = [.. Enumerable.Range(0, 20).Select(i => Agent(i, i < 8 ? 60 * (i + 1) : 1, DeviceClass.Workstation))];

        Silences.Find(agents, Now, LongAgo, Options).Agencies.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2026-03-02T00:29:00Z", false)]
    [InlineData("2026-03-02T00:30:00Z", true)]
    [InlineData("2026-03-02T09:59:00Z", true)]
    [InlineData("2026-03-02T10:00:00Z", false)]
    [InlineData("2026-03-06T08:00:00Z", true)]
    [InlineData("2026-03-07T03:00:00Z", false)]
    [InlineData("2026-03-01T03:00:00Z", false)]
    public void Find_OfAnAgencysLoss_IsFoundOnlyWhenPeopleWork(string time, bool isFound)
    {
        DateTimeOffset now = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
        WatchedAgent[] agents = [.. Agency(10, 8, 7).Select(agent => agent with { LastSeen = agent.LastSeen + (now - Now) })];

        Silences.Find(agents, now, now.AddDays(-1), Options).Agencies.Any().ShouldBe(isFound);
    }

    [Fact]
    public void Find_SoonAfterAStart_FindsNoAgencysLoss() => Silences.Find(Agency(10, 10, 7), Now, Now.AddMinutes(-14), Options).Agencies.ShouldBeEmpty();

    [Fact]
    public void Find_OfTwoAgencies_KeepsThemApart()
    {
        WatchedAgent[] agents = [.. Agency(10, 8, 7), .. Agency(10, 0, 1, "Y")];

        Silences found = Silences.Find(agents, Now, LongAgo, Options);

        found.Agencies.ShouldHaveSingleItem().Agency.ShouldBe("X");
        found.Settled.ShouldBe(["Y"]);
    }

    private static WatchedAgent[] Agency(int all, int lost, int minutes, string agency = "X") =>
        [.. Enumerable.Range(0, all).Select(i => Agent(i, i < lost ? minutes : 1, DeviceClass.Workstation) with { Agency = agency })];

    private static WatchedAgent Agent(int number, int minutes, DeviceClass deviceClass) => new($"agent-{number}", "X", $"pc-{number}", deviceClass, Now.AddMinutes(-minutes));
}
