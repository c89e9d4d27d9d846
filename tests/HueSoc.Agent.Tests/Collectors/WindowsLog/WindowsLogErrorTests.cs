using System.Text;
using HueSoc.Agent.Collectors;
using HueSoc.Agent.Collectors.WindowsLog;
using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Tests.Collectors.WindowsLog;

/// <summary>Records and channels that cannot be read: they are passed over and told, and their neighbours go on.</summary>
public sealed class WindowsLogErrorTests : WindowsLogHarness
{
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
}
