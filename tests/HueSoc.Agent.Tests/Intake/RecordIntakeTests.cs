using System.Text;
using System.Text.Json;
using HueSoc.Agent.Collectors;
using HueSoc.Agent.Intake;
using HueSoc.Agent.Spool;
using HueSoc.Events.Logs;
using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Tests.Intake;

public sealed class RecordIntakeTests : IDisposable
{
    private const string Source = "file:1:2";
    private readonly string folder = Directory.CreateTempSubdirectory("huesoc-agent-").FullName;
    private readonly ManualTime time = new(new(2026, 3, 2, 23, 59, 59, TimeSpan.Zero));
    private EventSpool spool;
    private RecordIntake intake;

    public RecordIntakeTests()
    {
        spool = EventSpool.Open(folder, new SpoolOptions(), time);
        intake = Make(spool);
    }

    [Fact]
    public void TryAdd_ARecord_IsAnEventInTheSpoolWithItsPosition()
    {
        Add("một dòng", 0, 9);
        intake.Commit().ShouldBeTrue();

        (string id, string stream, JsonElement document) = Spooled().Single();
        id.ShouldStartWith("20260302-");
        stream.ShouldBe("logs-generic-default");
        document.GetProperty("message").GetString().ShouldBe("một dòng");
        document.GetProperty("log").GetProperty("offset").GetInt64().ShouldBe(0);
        document.GetProperty("host").GetProperty("name").GetString().ShouldBe("may-chu");
        spool.States.Single().Position.Offset.ShouldBe(9);
    }

    [Fact]
    public void TryAdd_TheSameRecordOnAnotherDay_HasTheSameHashAndAnotherDay()
    {
        Add("a", 0, 2);
        time.Advance(TimeSpan.FromSeconds(2));
        Add("a", 0, 2);
        intake.Commit();

        string[] ids = [.. Spooled().Select(spooled => spooled.Id)];
        ids[0][..8].ShouldBe("20260302");
        ids[1][..8].ShouldBe("20260303");
        ids[0][9..].ShouldBe(ids[1][9..]);
    }

    [Fact]
    public void TryAdd_AnEventThatNoServerTakes_IsTheRecordAlone()
    {
        string line = "203.0.113.9 - an [01/Mar/2026:07:00:01 +0700] \"GET /a?" + new string('\u0001', 60_000) + " HTTP/1.1\" 200 123";
        Add(line, 0, line.Length + 1, "apache");
        intake.Commit().ShouldBeTrue();

        JsonElement document = Spooled().Single().Document;
        document.GetProperty("huesoc").GetProperty("normaliser").GetProperty("note").GetString().ShouldBe("fields_too_large");
        document.GetProperty("event").GetProperty("original").GetString().ShouldBe(line);
        document.GetRawText().Length.ShouldBeLessThan(1 << 20);
    }

    [Fact]
    public void TryAdd_AnEmptyLine_IsNoEventButMovesThePosition()
    {
        Add("", 0, 1);
        intake.Commit();

        Spooled().ShouldBeEmpty();
        spool.States.Single().Position.Offset.ShouldBe(1);
    }

    [Fact]
    public void TryAdd_BeyondTheBudget_IsLeftOutCountedAndToldOnce()
    {
        intake.Configure(new AgentConfiguration { Limits = new() { EventsPerDay = 1 } });
        Add("a", 0, 2);
        Add("b", 2, 4);
        Add("c", 4, 6);
        intake.Commit();

        Spooled().Select(spooled => Action(spooled.Document)).ShouldBe([null, "budget-exhausted"]);
        intake.LeftOut.ShouldBe(2);
        State().Position.Offset.ShouldBe(6);
    }

    [Fact]
    public void TryAdd_OnTheDayAfterABudgetWasUsedUp_TellsHowMuchWasLeftOutAlsoAfterARestart()
    {
        intake.Configure(new AgentConfiguration { Limits = new() { EventsPerDay = 1 } });
        Add("a", 0, 2);
        Add("b", 2, 4);
        intake.Commit();
        Restart();
        intake.Configure(new AgentConfiguration { Limits = new() { EventsPerDay = 1 } });
        Add("c", 4, 6);
        time.Advance(TimeSpan.FromSeconds(2));
        Add("d", 6, 8);
        intake.Commit();

        JsonElement told = Spooled().Select(spooled => spooled.Document).Single(document => Action(document) == "events-left-out");
        told.GetProperty("huesoc").GetProperty("lost").GetInt64().ShouldBe(2);
        told.GetProperty("message").GetString()!.ShouldContain("logs 2");
        intake.LeftOut.ShouldBe(0);
    }

    [Fact]
    public void TryAdd_WithTheDatasetOfTheSource_GoesToItsDataStream()
    {
        intake.Configure(new AgentConfiguration { Sources = [new() { Name = "logs", Kind = SourceKind.File, Paths = ["/a"], Dataset = "phan_mem.mot_cua" }] });
        Add("a", 0, 2);
        intake.Commit();

        Spooled().Single().Stream.ShouldBe("logs-phan_mem.mot_cua-default");
    }

    [Fact]
    public void TryAdd_ANotice_IsAnEventOfTheAgent()
    {
        intake.TryAdd(new SourceNotice
        {
            Action = "log-truncated", Source = Source, Generation = 3, Position = new(70), After = new(0), Lost = 12, Path = "/var/log/a.log", SourceName = "logs", Message = "12 bytes were truncated unread.",
        }).ShouldBeTrue();
        intake.Commit();

        (_, string stream, JsonElement document) = Spooled().Single();
        stream.ShouldBe("logs-huesoc.agent-default");
        Action(document).ShouldBe("log-truncated");
        document.GetProperty("huesoc").GetProperty("lost").GetInt64().ShouldBe(12);
        document.GetProperty("huesoc").GetProperty("source").GetProperty("generation").GetInt32().ShouldBe(3);
        document.GetProperty("log").GetProperty("file").GetProperty("path").GetString().ShouldBe("/var/log/a.log");
        document.GetProperty("log").GetProperty("offset").GetInt64().ShouldBe(70);
    }

    [Fact]
    public void TryAdd_UntilTheSpoolIsFull_SaysFalseAndKeepsWhatItTook()
    {
        spool.ChangeLimits(1 << 20, 0);
        string text = new('a', 10_000);
        int taken = 0;
        while (Offer(text, taken, taken + 1))
        {
            taken++;
            intake.Commit();
            taken.ShouldBeLessThan(1_000);
        }

        intake.IsFull.ShouldBeTrue();
        intake.Events.ShouldBe(taken);
        State().Position.Offset.ShouldBe(taken);
        Spooled().Count.ShouldBe(taken);
    }

    public void Dispose()
    {
        intake.Dispose();
        spool.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static string? Action(JsonElement document) => document.GetProperty("event").TryGetProperty("action", out JsonElement action) ? action.GetString() : null;

    private SourceState State() => spool.States.Single(state => state.Source == Source);

    private void Restart()
    {
        intake.Dispose();
        spool.Dispose();
        spool = EventSpool.Open(folder, new SpoolOptions(), time);
        intake = Make(spool);
    }

    private RecordIntake Make(EventSpool events) => new(events, new ConstantFields().Add("host.name", "may-chu"), TimeZoneInfo.Utc, time);

    private void Add(string text, long from, long to, string format = "plain") => Offer(text, from, to, format).ShouldBeTrue();

    private bool Offer(string text, long from, long to, string format = "plain") => intake.TryAdd(new CollectedRecord
    {
        Source = Source,
        Generation = 1,
        Position = new(from),
        After = new(to),
        Raw = Encoding.UTF8.GetBytes(text),
        Path = "/var/log/a.log",
        SourceName = "logs",
        Reading = LogFormats.Find(format)!.Begin(null),
    });

    private List<(string Id, string Stream, JsonElement Document)> Spooled()
    {
        List<(string, string, JsonElement)> events = [];
        using SpoolReader reader = spool.OpenReader();
        while (reader.TryRead(out SpoolRecord record))
            events.Add((Encoding.ASCII.GetString(record.Id), record.DataStream, JsonSerializer.Deserialize<JsonElement>(record.Document)));
        return events;
    }
}
