using System.Text;
using HueSoc.Agent.Collectors;
using HueSoc.Agent.Collectors.WindowsLog;
using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Tests.Collectors.WindowsLog;

/// <summary>What happens to logs, and what the collector makes of it.</summary>
public sealed class WindowsLogCollectorTests : WindowsLogHarness
{
    [Fact]
    public void Collect_AfterARestart_SubscribesStrictlyBehindTheBookmarkThatWasKept()
    {
        Write(3);
        Collect();
        Restart();
        Collect();

        log.Subscriptions[0].ShouldBe(("Security", null, null, true));
        log.Subscriptions[1].ShouldBe(("Security", null, FakeEventLog.Bookmark("Security", 3), true));
        sink.States().ShouldHaveSingleItem().Position.ShouldBe(new(4, "2026-03-01T00:00:02.1234567Z " + FakeEventLog.Bookmark("Security", 3)));
        Numbers().ShouldBe([0, 1, 2]);
        sink.Notices.ShouldBeEmpty();
    }

    [Fact]
    public void Collect_LogWrappedWhileTheAgentWasDown_TellsHowManyAreLost()
    {
        Write(5);
        Collect();
        security.Capacity = 4;
        Write(10);
        Restart();
        Collect();

        ShouldTell("log-gap", 6);
        Numbers().ShouldBe([0, 1, 2, 3, 4, 11, 12, 13, 14]);
        sink.Records.Last().Generation.ShouldBe(1);
    }

    [Fact]
    public void Collect_LogWrappedExactlyToThePlace_TellsThatNothingIsLost()
    {
        Write(5);
        Collect();
        security.Capacity = 4;
        Write(4);
        Restart();
        Collect();

        ShouldTell("log-cleared", 0);
        Numbers().ShouldBe(Enumerable.Range(0, 9));
    }

    [Fact]
    public void Collect_LogWrappedBeneathALiveSubscription_TellsHowManyAreLost()
    {
        Write(5);
        Collect();
        security.Capacity = 4;
        Write(10);
        Collect();

        ShouldTell("log-gap", 6);
        Numbers().ShouldBe([0, 1, 2, 3, 4, 11, 12, 13, 14]);
    }

    [Fact]
    public void Collect_RecordsMissingInASubscription_TellsHowMany()
    {
        Write(3);
        Collect();
        security.NextId += 7;
        Write(2);
        Collect();

        ShouldTell("log-gap", 7);
        Numbers().ShouldBe([0, 1, 2, 3, 4]);
    }

    [Fact]
    public void Collect_GapThatWasToldBeforeACrash_IsNotToldAgain()
    {
        Write(3);
        Collect();
        security.NextId += 7;
        Write(2);
        sink.Room = 1;
        Collect();
        sink.Room = 100;
        Restart();
        Collect();

        ShouldTell("log-gap", 7);
        Numbers().ShouldBe([0, 1, 2, 3, 4]);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void Collect_LogClearedWithNumbersThatBeginAgain_IsAnotherGeneration(bool live, bool silent)
    {
        Write(5);
        Collect();
        security.IsSilent = silent;
        security.Clear(renumbered: true);
        Write(3);
        if (!live)
            Restart();
        Collect();

        ShouldTell("log-cleared", 0);
        Numbers().ShouldBe(Enumerable.Range(0, 8));
        sink.Records.Select(frame => frame.Generation).ShouldBe([1, 1, 1, 1, 1, 2, 2, 2]);
        sink.Records.Select(frame => frame.Position.Offset).ShouldBe([1, 2, 3, 4, 5, 1, 2, 3]);
    }

    [Fact]
    public void Collect_LogReplacedByALongerOneWhileTheAgentWasDown_IsAnotherGeneration()
    {
        Write(5);
        Collect();
        security.Clear(renumbered: true);
        Write(8);
        Restart();
        Collect();

        ShouldTell("log-cleared", 0);
        Numbers().ShouldBe(Enumerable.Range(0, 13));
        sink.Records.Last().Generation.ShouldBe(2);
    }

    [Fact]
    public void Collect_LogClearedAndEmpty_IsToldAndReadWhenSomethingComes()
    {
        Write(5);
        Collect();
        security.Clear(renumbered: false);
        Restart();
        Collect();
        Write(2);
        Collect();

        ShouldTell("log-cleared", 0);
        Numbers().ShouldBe(Enumerable.Range(0, 7));
    }

    [Fact]
    public void Collect_LogClearedWithNumbersThatGoOn_TellsHowManyAreLost()
    {
        Write(5);
        Collect();
        Write(4);
        security.Clear(renumbered: false);
        Write(2);
        Restart();
        Collect();

        ShouldTell("log-gap", 4);
        Numbers().ShouldBe([0, 1, 2, 3, 4, 9, 10]);
    }

    [Fact]
    public void Collect_StrictBookmarkRefusedThoughItsRecordIsThere_GoesOnBehindItAndTellsNothing()
    {
        Write(5);
        Collect();
        log.RefusesStrict = true;
        Write(3);
        Restart();
        Collect();

        sink.Notices.ShouldBeEmpty();
        Numbers().ShouldBe(Enumerable.Range(0, 8));
    }

    [Fact]
    public void Collect_BookmarkThatIsNoXml_IsMadeAgainFromTheNumber()
    {
        Write(5);
        Collect();
        Write(2);
        collector!.Dispose();
        collector = Make([new SourceState("winlog:security", 1, new(6, "2026-03-01T00:00:04.1234567Z <garbage"), default)]);
        Collect();

        sink.Notices.ShouldBeEmpty();
        Numbers().ShouldBe(Enumerable.Range(0, 7));
    }

    [Fact]
    public void Collect_CursorWithoutAnything_IsReadFromTheOldest()
    {
        Write(2);
        collector = Make([new SourceState("winlog:security", 3, new(0, "x y"), default)]);
        Collect();

        ShouldTell("log-gap", 0);
        Numbers().ShouldBe([0, 1]);
        sink.Records.First().Generation.ShouldBe(4);
    }

    [Fact]
    public void Collect_WithAQuery_TakesMissingNumbersForWhatWasNotAskedFor()
    {
        Write(6);
        collector = Make([], "*[System[Level=2]]", ["Security"]);
        Collect();

        log.Subscriptions[0].Query.ShouldBe("*[System[Level=2]]");
        Numbers().ShouldBe([1, 3, 5]);
        sink.Notices.ShouldBeEmpty();
    }

    [Fact]
    public void Collect_ForwardedEvents_AreOfManyMachinesAndNotNumberedInARow()
    {
        FakeChannel forwarded = log.Add("ForwardedEvents");
        forwarded.Write(0, record => record with { Xml = FakeRecord.XmlOf(9_000, 0, "Security") });
        forwarded.NextId += 3;
        forwarded.Write(1, record => record with { Xml = FakeRecord.XmlOf(12, 1, "Security") });
        collector = Make([], "ForwardedEvents");
        Collect();

        Numbers().ShouldBe([0, 1]);
        sink.Notices.ShouldBeEmpty();
        sink.Records.Select(frame => frame.Position.Offset).ShouldBe([1, 5]);
    }

    [Fact]
    public void Collect_ChannelInAnotherSpellingOrSource_GoesOnWhereItWas()
    {
        Write(3);
        Collect();
        Write(1);
        collector!.Dispose();
        collector = Make(sink.States(), "SECURITY");
        Collect();

        Numbers().ShouldBe([0, 1, 2, 3]);
    }
}
