using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using HueSoc.Events.Evtx;
using HueSoc.Events.Normalisers;
using HueSoc.Events.Normalisers.Windows;
using HueSoc.Events.Readers;
using HueSoc.Tests.Corpus;

namespace HueSoc.Events.Tests.Evtx;

/// <summary>277 files of real attacks.</summary>
public sealed class AttackSamplesTests(AttackSamples samples) : IClassFixture<AttackSamples>
{
    [CorpusFact(AttackSamples.Archive)]
    public void TryRead_AllSamples_GivesEveryRecordWithoutAProblem()
    {
        samples.Files.Count.ShouldBe(277);
        long records = 0;
        foreach (string path in samples.Files)
        {
            byte[] file = File.ReadAllBytes(path);

            EvtxReading reading = EvtxReading.Of(file);

            reading.Problems.ShouldBeEmpty(path);
            reading.Bytes.ShouldBe(file.Length, path);
            reading.Events.Count.ShouldBe(RecordsByHeaders(file), path);
            records += reading.Events.Count;
        }

        records.ShouldBe(8_255);
    }

    [CorpusFact(AttackSamples.Archive)]
    public void TryRead_AllSamples_IsWhatThePlainReadingOfTheFormatGives()
    {
        foreach (string path in samples.Files)
        {
            byte[] file = File.ReadAllBytes(path);
            (long Id, XElement Event)[] model = [.. BinXmlModel.Read(file)];

            EvtxReading reading = EvtxReading.LayoutOf(file);

            reading.Events.Count.ShouldBe(model.Length, path);
            for (int i = 0; i < model.Length; i++)
            {
                reading.Events[i].Id.ShouldBe((long)model[i].Event.Element("System")!.Element("EventRecordID")!, path);
                string expected = RenderedFilesTests.Sorted(LayoutModel.Of(model[i].Event));
                if (RenderedFilesTests.Sorted(reading.Event(i)) != expected)
                    RenderedFilesTests.Sorted(reading.Event(i)).ShouldBe(expected, $"{path} record {model[i].Id}");
            }
        }
    }

    [CorpusFact(AttackSamples.Archive)]
    public void Decode_WithPlansAndWithout_IsTheSameByteForByte()
    {
        foreach (string path in samples.Files)
        {
            byte[] file = File.ReadAllBytes(path);
            for (int at = EvtxFileHeader.Bytes; at + EvtxChunkHeader.ChunkBytes <= file.Length; at += EvtxChunkHeader.ChunkBytes)
            {
                ReadOnlySpan<byte> chunk = file.AsSpan(at, EvtxChunkHeader.ChunkBytes);

                string[] planned = Decode(chunk, usesPlans: true);

                planned.ShouldBe(Decode(chunk, usesPlans: false), path);
            }
        }
    }

    [CorpusFact(AttackSamples.Archive)]
    public void TryRead_AllSamples_IsWhatTheServerMakesOfTheSameEventsShipped()
    {
        EventDraft draft = new();
        int longer = 0;
        foreach (string path in samples.Files)
        {
            byte[] file = File.ReadAllBytes(path);
            EvtxReading layout = EvtxReading.LayoutOf(file);
            NormaliserContext context = new(TimeZoneInfo.Utc) { ScriptBlocks = new ScriptBlocks() };

            EvtxReading reading = EvtxReading.Of(file);

            reading.Events.Count.ShouldBe(layout.Events.Count, path);
            for (int i = 0; i < reading.Events.Count; i++)
            {
                draft.TryRead(Encoding.UTF8.GetBytes(layout.Events[i].Json), new JsonBounds()).ShouldBeTrue(path);
                context.Begin(DateTimeOffset.UnixEpoch);
                EventFormats.Normalise(draft, context).ShouldBe("winlogbeat", path);
                string expected = Encoding.UTF8.GetString(draft.Finish());
                if (!string.Equals(reading.Events[i].Json, expected, StringComparison.Ordinal))
                    reading.Events[i].Json.ShouldBe(expected, $"{path} record {reading.Events[i].Id}");
                longer += expected.Length > layout.Events[i].Json.Length + 100 ? 1 : 0;
            }
        }

        longer.ShouldBeGreaterThan(6_000);
    }

    [EvtxExportFact]
    public void TryRead_AllSamples_AgreesWithEvtxExportOnTheRecords()
    {
        List<string> differences = [];
        foreach (string path in samples.Files)
        {
            long[] theirs = [.. ExportedIds(path)];

            long[] ours = [.. EvtxReading.Of(File.ReadAllBytes(path)).Ids];

            if (!ours.SequenceEqual(theirs))
                differences.Add($"{Path.GetFileName(path)}: {ours.Length} here, {theirs.Length} there");
        }

        differences.ShouldBeEmpty();
    }

    [CorpusFact(AttackSamples.Archive)]
    public void TryRead_ManySizesOfBatchesAndGzip_IsTheSame()
    {
        string path = samples.Files.MaxBy(f => new FileInfo(f).Length)!;
        byte[] file = File.ReadAllBytes(path);
        EvtxReading whole = EvtxReading.Of(file);

        foreach (int batchBytes in new[] { 1, 65536, 200_000 })
        {
            EvtxReading reading = EvtxReading.Of(file, new EventReaderOptions { BatchBytes = batchBytes });
            reading.Events.ShouldBe(whole.Events);
        }

        string zipped = Path.Combine(Path.GetDirectoryName(path)!, "zipped.EVTX.gz");
        File.WriteAllBytes(zipped, Readers.Gzipped.Of(file));
        try
        {
            EvtxReading.Of(EventFile.Open(zipped, new EventReaderOptions()).Reader!).Events.ShouldBe(whole.Events);
        }
        finally
        {
            File.Delete(zipped);
        }
    }

    private static string[] Decode(ReadOnlySpan<byte> chunk, bool usesPlans)
    {
        EvtxDecoder decoder = new(1 << 20) { UsesPlans = usesPlans, Context = new NormaliserContext(TimeZoneInfo.Utc) };
        EventBatch batch = new();
        decoder.Decode(batch, chunk, chunk.Length, 4096, isDirty: false);
        List<string> events = [];
        foreach (EventSlice slice in batch.Events)
            events.Add(Encoding.UTF8.GetString(decoder.Output.Slice(slice.Offset, slice.Length)));
        return [.. events];
    }

    // What the chunks' headers say there is.
    private static int RecordsByHeaders(byte[] file)
    {
        long records = 0;
        for (int at = EvtxFileHeader.Bytes; at + EvtxChunkHeader.ChunkBytes <= file.Length; at += EvtxChunkHeader.ChunkBytes)
        {
            if (file.AsSpan(at).StartsWith(EvtxChunkHeader.Magic))
                records += BitConverter.ToInt64(file, at + 32) - BitConverter.ToInt64(file, at + 24) + 1;
        }

        return (int)records;
    }

    private static IEnumerable<long> ExportedIds(string path)
    {
        using Process export = Process.Start(new ProcessStartInfo(EvtxExportFactAttribute.Program, ["-f", "xml", path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        Task<string> errors = export.StandardError.ReadToEndAsync();
        string output = export.StandardOutput.ReadToEnd();
        errors.GetAwaiter().GetResult();
        export.WaitForExit();
        return [.. Regex.Matches(output, "<EventRecordID>(?<id>[0-9]+)</EventRecordID>", RegexOptions.None, TimeSpan.FromMinutes(1)).Select(m => long.Parse(m.Groups["id"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture))];
    }
}
