using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HueSoc.Detection.Alerts;
using HueSoc.Detection.Evaluation;
using HueSoc.Detection.Rules;
using HueSoc.Detection.Signals;
using HueSoc.Detection.Tests.Bench;
using HueSoc.Sigma.Matching;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Sqlite;
using HueSoc.Storage.Tenancy;
using HueSoc.Tests.Corpus;
using Microsoft.Extensions.Logging.Abstractions;

namespace HueSoc.Detection.Tests.Evaluation;

public sealed class CorpusEvaluationTests
{
    private const string Rules = "corpora/sigma/sigmahq-rules.tar.xz";
    private const string Events = "corpora/sigma/windows-events.jsonl.xz";
    private const string Expected = "corpora/sigma/windows-expected.jsonl";
    private const int FirstEvents = 1000;

    [CorpusFact(Events)]
    public async Task Step_SigmaHqRulesOverTheEmbeddedStore_GivesThePairsOfTheMatcherAlone()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("huesoc-corpus");
        try
        {
            UnpackRules(Path.Combine(folder.FullName, "rules"));
            byte[][] documents = [.. ReadEvents()];
            ManualTime time = new();
            await using ControlDatabase database = ControlDatabase.Open(Path.Combine(folder.FullName, "data"), ControlRole.Server);
            await using SqliteEventStore store = SqliteEventStore.Open(
                new() { Folder = Path.Combine(folder.FullName, "data"), ReserveFreeBytes = 0 }, time, NullLogger.Instance);
            using RuleCatalog catalog = await RuleCatalog.LoadAsync(
                new() { RulePaths = [Path.Combine(folder.FullName, "rules")], WithShipped = false }, database, new AuditLog(database, time), time,
                NullLogger.Instance, CancellationToken.None);
            using AlertFeed feed = new(database, time, NullLogger<AlertFeed>.Instance);
            Evaluator evaluator = new(store, catalog, database, feed, new(), time, NullLogger<Evaluator>.Instance);
            await AppendAsync(store, documents, time);

            while (await evaluator.StepAsync(CancellationToken.None))
            {
                // As long as there is more.
            }

            string[] expected = [.. Matches(catalog.Current, documents).Order(StringComparer.Ordinal)];
            expected.Length.ShouldBeGreaterThan(600);
            Pairs(new(database)).Order(StringComparer.Ordinal).ShouldBe(expected);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> Matches(ActiveRules rules, byte[][] documents)
    {
        EventMatcher matcher = rules.Engine.CreateMatcher();
        for (int i = 0; i < documents.Length; i++)
        {
            matcher.Match(documents[i]);
            foreach (int rule in matcher.Matches.ToArray())
                yield return $"{rules.Engine.Rules[rule].Id} e{i}";
        }
    }

    private static IEnumerable<string> Pairs(SignalLog signals)
    {
        string? after = null;
        do
        {
            Page<Signal> page = signals.List(AgencyScope.City, SignalFilter.All, 1000, after);
            foreach (Signal signal in page.Items)
                yield return $"{signal.RuleId} {signal.EventKey.Id}";
            after = page.Next;
        }
        while (after is not null);
    }

    private static async Task AppendAsync(SqliteEventStore store, byte[][] documents, ManualTime time)
    {
        for (int from = 0; from < documents.Length; from += 1000)
        {
            EventToAppend[] batch =
            [
                .. documents.Skip(from).Take(1000).Select((document, i) => new EventToAppend
                {
                    Key = new("key:corpus", $"e{from + i}"),
                    Agency = "X",
                    Timestamp = time.GetUtcNow(),
                    Ingested = time.GetUtcNow(),
                    ReceivedHash = BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(document)),
                    Document = document,
                }),
            ];
            ImmutableArray<AppendResult> results = await store.AppendAsync(batch, CancellationToken.None);
            results.ShouldAllBe(result => result.Outcome == AppendOutcome.Stored);
        }
    }

    /// <summary>The first events, which hardly match anything, and all that are known to match.</summary>
    private static List<byte[]> ReadEvents()
    {
        HashSet<long> matching = [.. File.ReadLines(CorpusPaths.Of(Expected)).Select(line =>
        {
            using JsonDocument entry = JsonDocument.Parse(line);
            return entry.RootElement.GetProperty("record").GetInt64();
        })];
        List<byte[]> events = [];
        Unpack(Events, stream =>
        {
            using StreamReader lines = new(stream);
            for (long record = 1; lines.ReadLine() is { } line; record++)
            {
                if (record <= FirstEvents || matching.Contains(record))
                    events.Add(Encoding.UTF8.GetBytes(line));
            }
        });
        return events;
    }

    private static void UnpackRules(string folder) => Unpack(Rules, stream =>
    {
        Directory.CreateDirectory(folder);
        TarFile.ExtractToDirectory(stream, folder, overwriteFiles: true);
    });

    private static void Unpack(string path, Action<Stream> read)
    {
        using Process xz = Process.Start(new ProcessStartInfo("xz", ["-dc", CorpusPaths.Of(path)]) { RedirectStandardOutput = true, UseShellExecute = false })
            ?? throw new InvalidOperationException("xz did not start");
        read(xz.StandardOutput.BaseStream);
        xz.WaitForExit();
    }
}
