using System.Text;
using HueSoc.Agent.Collectors;
using HueSoc.Agent.Collectors.WindowsLog;
using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Tests.Collectors.WindowsLog;

/// <summary>What happens to logs, and what the collector makes of it.</summary>
public sealed class WindowsLogCollectorTests : IDisposable
{
    private readonly FakeEventLog log = new();
    private readonly ManualTime time = new();
    private readonly JournalSink sink = new();
    private readonly FakeChannel security;
    private WindowsLogCollector? collector;
    private int written;

    public WindowsLogCollectorTests() => security = log.Add("Security");

    public void Dispose() => collector?.Dispose();

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
    public void Collect_BatchesThatAreTooLarge_AreHalvedAndNothingIsLost()
    {
        log.MaxCallBytes = 5;
        Write(60);
        Collect();

        Numbers().ShouldBe(Enumerable.Range(0, 60));
        sink.Notices.ShouldBeEmpty();
        log.Asked[..4].ShouldBe([64, 32, 16, 8]);
        log.Asked[4].ShouldBe(4);
        collector!.Problem.ShouldBeNull();
    }

    [Fact]
    public void Collect_BatchesThatAreSmallAgain_Grow()
    {
        log.MaxCallBytes = 5;
        Write(70);
        Collect();
        log.MaxCallBytes = int.MaxValue;
        Write(1_200);
        Collect();

        Numbers().ShouldBe(Enumerable.Range(0, 1_270));
        log.Asked[^1].ShouldBe(64);
    }

    [Fact]
    public void Collect_RecordThatIsTooLargeAlone_IsPassedOverAndTold()
    {
        log.MaxCallBytes = 5;
        Write(3);
        security.Write(written++, record => record with { CallBytes = 6 });
        Write(3);
        Collect();

        JournalFrame notice = ShouldTell("record-unreadable", 1);
        notice.Message.ShouldNotBeNull().ShouldContain("record 4 ");
        Numbers().ShouldBe([0, 1, 2, 4, 5, 6]);
    }

    [Fact]
    public void Collect_FirstRecordThatIsTooLarge_IsPassedOverAndTold()
    {
        security.NextId = 100;
        log.MaxCallBytes = 5;
        security.Write(written++, record => record with { CallBytes = 6 });
        Write(2);
        Collect();

        ShouldTell("record-unreadable", 1);
        Numbers().ShouldBe([1, 2]);
    }

    [Fact]
    public void Collect_RecordThatCannotBeRendered_IsPassedOverAndTold()
    {
        Write(2);
        security.Write(written++, record => record with { RenderError = Win32Error.InvalidEventData });
        Write(2);
        Collect();

        JournalFrame notice = ShouldTell("record-unreadable", 1);
        notice.Message.ShouldBe("Security: the record 3 was passed over: the Event Log refused (error 15005)");
        Numbers().ShouldBe([0, 1, 3, 4]);
        sink.States().ShouldHaveSingleItem().Position.Offset.ShouldBe(6);
    }

    [Fact]
    public void Collect_RecordWhoseXmlIsBroken_IsKeptAsItIs()
    {
        Write(1);
        security.Write(written++, record => record with { Xml = "<Event><System>Huế" });
        Write(1);
        Collect();

        sink.Texts[1].ShouldBe("<Event><System>Huế");
        sink.Records.ElementAt(1).Reading.ShouldBeOfType<UnreadableEventReading>();
        sink.Records.ElementAt(2).Position.Offset.ShouldBe(3);
        sink.Notices.ShouldBeEmpty();
    }

    [Fact]
    public void Collect_EventOverTheLimit_IsCutAndMarked()
    {
        security.Write(written++, record => record with { Xml = record.Xml.Replace("</EventData>", $"<Data>{new string('ế', 300_000)}</Data></EventData>", StringComparison.Ordinal) });
        Write(1);
        Collect();

        JournalFrame cut = sink.Records.First();
        cut.Marks.ShouldBe(RecordMarks.Split);
        Encoding.UTF8.GetByteCount(cut.Text).ShouldBeInRange(131_069, 131_072);
        cut.Text.ShouldNotContain("\uFFFD");
        sink.Records.ElementAt(1).Marks.ShouldBe(RecordMarks.None);
    }

    [Theory]
    [InlineData(Win32Error.ResultStale)]
    [InlineData(Win32Error.ResultInvalidPosition)]
    [InlineData(Win32Error.InvalidOperation)]
    [InlineData(Win32Error.ServiceUnavailable)]
    public void Collect_SubscriptionThatFails_IsOpenedAgainBehindTheLastRecord(int error)
    {
        Write(3);
        Collect();
        Write(3);
        log.Fail("Read", error);
        Collect();

        Numbers().ShouldBe(Enumerable.Range(0, 6));
        sink.Notices.ShouldBeEmpty();
        collector!.Problem.ShouldBeNull();
    }

    [Fact]
    public void Collect_ErrorsThatGoOn_AreAProblemAndTriedLessAndLessOften()
    {
        Write(1);
        collector = Make([]);
        for (int i = 0; i < 20; i++)
            log.Fail("Subscribe", Win32Error.ServiceUnavailable);
        for (int second = 0; second < 60; second++)
        {
            collector.Collect(sink).ShouldBeFalse();
            time.Advance(TimeSpan.FromSeconds(1));
        }

        collector.Problem.ShouldBe("Security: the Event Log service does not answer (error 1722)");
        log.Subscriptions.Count.ShouldBe(6);
        time.Advance(TimeSpan.FromHours(1));
        log.Errors.Clear();
        Collect();
        Numbers().ShouldBe([0]);
        collector.Problem.ShouldBeNull();
    }

    [Fact]
    public void Collect_ChannelsThatAreMissingOrDenied_DoNotStopTheirNeighbours()
    {
        log.Fail("Subscribe", Win32Error.AccessDenied);
        Write(2);
        collector = Make([], "System", "Nothing", "Security");
        log.Add("System");
        collector.Collect(sink).ShouldBeFalse();

        Numbers().ShouldBe([0, 1]);
        collector.Problem.ShouldBe("System: access is denied (error 5); Nothing: there is no such channel (error 15007)");
        collector.Lag.ShouldBe(-1);
        log.Add("Nothing").Write(2);
        Collect();
        Numbers().ShouldBe([0, 1, 2]);
        collector.Problem.ShouldBeNull();
        collector.Lag.ShouldBe(0);
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

    private IEnumerable<int> Numbers() => sink.Records.Select(WindowsLogContractTests.NumberOf);

    private JournalFrame ShouldTell(string action, long lost)
    {
        JournalFrame notice = sink.Notices.ShouldHaveSingleItem();
        notice.Text.ShouldBe(action);
        notice.Lost.ShouldBe(lost);
        return notice;
    }

    private void Write(int count)
    {
        for (int i = 0; i < count; i++)
            security.Write(written++);
    }

    private void Restart()
    {
        collector?.Dispose();
        collector = Make(sink.States());
    }

    private void Collect()
    {
        collector ??= Make([]);
        for (int i = 0; i < 8; i++)
        {
            while (collector.Collect(sink))
            {
            }

            time.Advance(TimeSpan.FromMinutes(2));
        }
    }

    private WindowsLogCollector Make(IEnumerable<SourceState> states, params string[] channels) => Make(states, null, channels.Length > 0 ? channels : ["Security"]);

    private WindowsLogCollector Make(IEnumerable<SourceState> states, string? query, string[] channels) => new(
        new SourceConfiguration { Name = "w", Kind = SourceKind.WindowsEventLog, EventLog = new() { Channels = [.. channels], Query = query } }, states, new WindowsLogSettings(), log, time);
}
