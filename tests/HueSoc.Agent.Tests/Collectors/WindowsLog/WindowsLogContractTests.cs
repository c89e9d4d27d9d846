using System.Globalization;
using HueSoc.Agent.Collectors;
using HueSoc.Agent.Collectors.WindowsLog;
using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Tests.Collectors.WindowsLog;

public sealed class WindowsLogContractTests : CollectorContract
{
    private readonly FakeEventLog log = new();
    private readonly ManualTime time = new();

    public WindowsLogContractTests() => log.Add("Security");

    internal static int NumberOf(JournalFrame record)
    {
        int at = record.Text.IndexOf("\"N\":\"", StringComparison.Ordinal) + 5;
        return int.Parse(record.Text[at..record.Text.IndexOf('"', at)], CultureInfo.InvariantCulture);
    }

    private protected override void Write(int from, int count)
    {
        for (int i = from; i < from + count; i++)
            log.Channels["Security"].Write(i);
    }

    private protected override ICollector Open(IEnumerable<SourceState> states) => new WindowsLogCollector(
        new SourceConfiguration { Name = "w", Kind = SourceKind.WindowsEventLog, EventLog = new() { Channels = ["Security"] } }, states, new WindowsLogSettings { BatchRecords = 7 }, log, time);

    private protected override int Number(JournalFrame record) => NumberOf(record);

    private protected override void Collect(ICollector collector, JournalSink sink, int records)
    {
        int refused = sink.Refused;
        while (collector.Collect(sink) && sink.Records.Count() < records && sink.Refused == refused)
        {
        }
    }
}
