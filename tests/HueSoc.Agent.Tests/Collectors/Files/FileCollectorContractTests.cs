using HueSoc.Agent.Collectors;
using HueSoc.Agent.Collectors.Files;
using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Tests.Collectors.Files;

public sealed class FileCollectorContractTests : CollectorContract, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("huesoc-contract-");

    public void Dispose() => folder.Delete(recursive: true);

    private protected override void Write(int from, int count) =>
        File.AppendAllLines(Path.Combine(folder.FullName, "a.log"), Enumerable.Range(from, count).Select(number => $"number {number}"));

    private protected override ICollector Open(IEnumerable<SourceState> states)
    {
        SourceConfiguration source = new() { Name = "a", Kind = SourceKind.File, Paths = [Path.Combine(folder.FullName, "*.log")], Format = "plain" };
        return new FileCollector(source, [source], states, new FileSettings(), new LinuxFileAccess(), new ManualTime());
    }

    private protected override int Number(JournalFrame record) => int.Parse(record.Text["number ".Length..]);

    private protected override void Collect(ICollector collector, JournalSink sink, int records)
    {
        for (int i = 0; i < 5; i++)
            collector.Collect(sink);
    }
}
