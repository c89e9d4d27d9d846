using System.IO.Compression;
using HueSoc.Agent.Collectors.Journald;
using HueSoc.Fleet.Configuration;
using HueSoc.Tests.Corpus;

namespace HueSoc.Agent.Tests.Collectors.Journald;

public sealed class RealJournalTests
{
    [CorpusFact("corpora/linux/journald/multiple-boots.journal.gz")]
    public void Collect_JournalOfSeveralBoots_EveryRecordOnceOverARestart()
    {
        if (!File.Exists("/usr/bin/journalctl"))
            return;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("huesoc-boots-");
        try
        {
            string journal = Path.Combine(folder.FullName, "x.journal");
            using (GZipStream gzip = new(File.OpenRead(CorpusPaths.Of("corpora/linux/journald/multiple-boots.journal.gz")), CompressionMode.Decompress))
            using (FileStream file = File.Create(journal))
                gzip.CopyTo(file);
            JournalSink sink = new() { Room = 4 };
            Run(journal, sink, () => sink.Refused > 0);
            sink.Room = int.MaxValue;
            Run(journal, sink, () => sink.Records.Count() >= 6);

            sink.Records.Select(frame => frame.After.Cursor).Distinct().Count().ShouldBe(6);
            sink.Records.Count().ShouldBe(6);
            sink.Notices.ShouldBeEmpty();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Run(string journal, JournalSink sink, Func<bool> done)
    {
        ManualTime time = new();
        JournalSettings settings = new() { Arguments = [$"--file={journal}"] };
        using JournalCollector collector = new(new SourceConfiguration { Name = "j", Kind = SourceKind.Journald }, sink.States(), settings, time);
        SpinWait.SpinUntil(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(50));
                collector.Collect(sink);
                return done();
            },
            TimeSpan.FromSeconds(20)).ShouldBeTrue();
    }
}
