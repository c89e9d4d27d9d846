using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Sqlite;
using HueSoc.Tests.Corpus;
using Microsoft.Extensions.Logging.Abstractions;

namespace HueSoc.Storage.Tests.EventStore;

/// <summary>What an event takes on disk, all included, with real events in the batches shippers send.</summary>
public sealed class SqliteEventStoreSizeTests
{
    private const string Corpus = "corpora/sigma/windows-events.jsonl.xz";

    [CorpusFact(Corpus)]
    public async Task GetStatisticsAsync_RealEvents_AtMost2KilobytesAnEventOnDisk()
    {
        using TempFolder folder = new();
        SqliteEventStoreOptions options = new() { Folder = folder.Path, ReserveFreeBytes = 0 };
        await using (SqliteEventStore store = SqliteEventStore.Open(options, new TestClock(Sample.Noon), NullLogger.Instance))
        {
            foreach (EventToAppend[] batch in Documents().Take(10_000).Select(Event).Chunk(500))
                (await store.AppendAsync(batch, default)).ShouldAllBe(r => r.Outcome == AppendOutcome.Stored);
        }

        long bytes = new DirectoryInfo(Path.Combine(folder.Path, "events")).EnumerateFiles().Sum(f => f.Length);
        (bytes / 10_000).ShouldBeLessThanOrEqualTo(2_048);
    }

    private static EventToAppend Event(byte[] document, int number) => new()
    {
        Key = new("agent:a1", Sample.Id(Sample.Noon, number)),
        Agency = "H57.01",
        Timestamp = Sample.Noon.AddMilliseconds(number),
        Ingested = Sample.Noon.AddMilliseconds(number),
        ReceivedHash = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(document)),
        Document = document,
    };

    private static IEnumerable<byte[]> Documents()
    {
        ProcessStartInfo start = new("xz", ["-dc", CorpusPaths.Of(Corpus)]) { RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8, UseShellExecute = false };
        using Process xz = Process.Start(start)!;
        while (xz.StandardOutput.ReadLine() is string line)
        {
            // The corpus has Winlogbeat's flat names; the hot fields are given theirs, so that the indexes are filled as they will be.
            yield return Encoding.UTF8.GetBytes(line
                .Replace("\"Hostname\":\"", "\"host.name\":\"", StringComparison.Ordinal)
                .Replace("\"EventID\":", "\"event.code\":", StringComparison.Ordinal)
                .Replace("\"Message\":", "\"message\":", StringComparison.Ordinal)
                .Replace("\"SubjectUserName\":", "\"user.name\":", StringComparison.Ordinal)
                .Replace("\"Channel\":", "\"event.dataset\":", StringComparison.Ordinal));
        }
    }
}
