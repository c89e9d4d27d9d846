using System.Globalization;
using System.Text;
using HueSoc.Cli.Hunting;

namespace HueSoc.Cli.Tests.Hunting;

public sealed class HuntTallyTests
{
    [Fact]
    public void Add_TheTallyOfAnotherWorker_IsAsIfOneHadCountedAll()
    {
        HuntTally one = new(3);
        HuntTally other = new(3);
        one.Count([0, 2], "2026-03-02T02:00:00Z"u8, "PC-01"u8);
        other.Count([2], "2026-03-02T01:00:00Z"u8, "pc-01"u8);
        other.Count([1], "2026-03-02T03:00:00Z"u8, default);
        one.Add(other);

        one.Matches.ShouldBe(4);
        one.ByRule.ToArray().ShouldBe([1, 1, 2]);
        one.ByHost.ShouldHaveSingleItem().Value.ShouldBe(3);
        one.FirstSeen.ShouldBe(new DateTime(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc));
        one.LastSeen.ShouldBe(new DateTime(2026, 3, 2, 3, 0, 0, DateTimeKind.Utc));
    }

    [Fact]
    public void Count_MoreMachinesThanCanBe_AreCountedTogether()
    {
        HuntTally tally = new(1);
        for (int i = 0; i < HuntTally.MaxHosts + 7; i++)
            tally.Count([0], default, Encoding.UTF8.GetBytes(i.ToString(CultureInfo.InvariantCulture)));

        tally.ByHost.Count.ShouldBe(HuntTally.MaxHosts);
        tally.OnOtherHosts.ShouldBe(7);
    }
}
