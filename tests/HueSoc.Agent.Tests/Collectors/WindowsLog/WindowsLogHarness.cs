using System.Text;
using HueSoc.Agent.Collectors;
using HueSoc.Agent.Collectors.WindowsLog;
using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Tests.Collectors.WindowsLog;

/// <summary>Channels that are written to, and a collector that reads them.</summary>
public abstract class WindowsLogHarness : IDisposable
{
    private protected readonly FakeEventLog log = new();
    private protected readonly ManualTime time = new();
    private protected readonly JournalSink sink = new();
    private protected readonly FakeChannel security;
    private protected WindowsLogCollector? collector;
    private protected int written;

    protected WindowsLogHarness() => security = log.Add("Security");

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            collector?.Dispose();
    }

    private protected IEnumerable<int> Numbers() => sink.Records.Select(WindowsLogContractTests.NumberOf);

    private protected JournalFrame ShouldTell(string action, long lost)
    {
        JournalFrame notice = sink.Notices.ShouldHaveSingleItem();
        notice.Text.ShouldBe(action);
        notice.Lost.ShouldBe(lost);
        return notice;
    }

    private protected void Write(int count)
    {
        for (int i = 0; i < count; i++)
            security.Write(written++);
    }

    private protected void Restart()
    {
        collector?.Dispose();
        collector = Make(sink.States());
    }

    private protected void Collect()
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

    private protected WindowsLogCollector Make(IEnumerable<SourceState> states, params string[] channels) => Make(states, null, channels.Length > 0 ? channels : ["Security"]);

    private protected WindowsLogCollector Make(IEnumerable<SourceState> states, string? query, string[] channels) => new(
        new SourceConfiguration { Name = "w", Kind = SourceKind.WindowsEventLog, EventLog = new() { Channels = [.. channels], Query = query } }, states, new WindowsLogSettings(), log, time);
}
