using System.Buffers.Binary;
using HueSoc.Cli.Rules;
using HueSoc.Events.Evtx;
using HueSoc.Events.Readers;

namespace HueSoc.Benchmarks;

/// <summary>
/// What a hunt over EVTX costs beside one over the same events as JSON lines, with all rules, in memory, in alternating rounds,
/// medians; what a second thread brings; and how much memory a hunt over a file of 2 GB takes in a process of its own.
/// </summary>
internal static class EvtxFigure
{
    // Many short rounds: the speed of a machine that others work on changes within seconds.
    private const int Rounds = 15;
    private const int Times = 6;

    // Enough for all of it to have been compiled as it stays.
    private const int WarmPasses = 10;
    private const long LargeFile = 2L << 30;

    public static bool Measure(Corpus corpus)
    {
        byte[][] chunks = [.. corpus.EventLogs().SelectMany(Chunks)];
        if (chunks.Length == 0)
        {
            Console.WriteLine("  not measured: the EVTX corpus is not there");
            return true;
        }

        // Without a file header, so that a stream can repeat them; the reader says so once and goes on.
        byte[] log = [.. chunks.SelectMany(c => c)];
        byte[] lines = Lines(log);
        RuleSet rules = RuleSet.Load([.. corpus.RuleFolders], [.. Corpus.Pipelines], minLevel: null, buildRegexes: false, CancellationToken.None);
        HuntThread[] warm = Passes.Warm(rules.Engine, lines, 2);
        HuntThread[] warmOfEvtx = [.. warm.Select(thread => thread.Fresh())];
        for (int pass = 0; pass < WarmPasses; pass++)
            Passes.Hunt(Open(log, 1), warmOfEvtx);

        List<double> json = [], one = [], gain = [], jsonGain = [], layout = [], events = [];
        for (int round = 0; round < Rounds; round++)
        {
            // A pass over each in turn, so that what the neighbours do comes to both.
            long matches = 0, same = 0;
            double jsonSum = 0, evtxSum = 0;
            for (int turn = 0; turn < Times; turn++)
            {
                jsonSum += Processor(() => matches = Passes.Hunt(lines, 1, warm[0]).Matches);
                evtxSum += Processor(() => same = Passes.Hunt(Open(log, 1), warmOfEvtx[0]).Matches);
                if (matches == same)
                    continue;
                Console.WriteLine($"  {matches} matches in JSON lines, {same} in EVTX");
                return false;
            }

            json.Add(jsonSum);
            one.Add(evtxSum);
            jsonGain.Add(Passes.Hunt(lines, Times, warm[0]).Seconds / Passes.Hunt(lines, Times, warm).Seconds);
            gain.Add(Passes.Hunt(Open(log, Times), warmOfEvtx[0]).Seconds / Passes.Hunt(Open(log, Times), warmOfEvtx).Seconds);
            layout.Add(Processor(() => Passes.Read(Open(log, Times, addsEcs: false))));
            events.Add(Processor(() => Passes.Read(Open(log, Times))));
            Console.WriteLine($"  round {round + 1}: JSON lines {json[^1]:F2} s, EVTX {one[^1]:F2} s ({json[^1] / one[^1]:F2}); two threads {gain[^1]:F2} times as fast (JSON lines {jsonGain[^1]:F2}); reading alone {events[^1]:F2} s, without ECS {layout[^1]:F2} s");
        }

        long count = Times * HuntFigure.Lines(lines);
        Console.WriteLine($"  {count:N0} events, {chunks.Length} chunks, {log.Length / 1e6 * Times:F0} MB of EVTX, {lines.Length / 1e6 * Times:F0} MB of JSON, medians of {Rounds} rounds, of processor time but for the second thread:");
        Console.WriteLine($"  {count / Passes.Median(json):N0} events/s of JSON lines, {count / Passes.Median(one):N0} of EVTX; reading alone {count / Passes.Median(events):N0}, without ECS {count / Passes.Median(layout):N0}");
        bool good = Figures.Judge("EVTX / JSON lines, events/s", Passes.Median(json.Zip(one, (j, e) => j / e)), atLeast: 0.60);
        good &= Figures.Judge("two threads / one", Passes.Median(gain), atLeast: 1.7);
        Console.WriteLine($"  two threads / one for JSON lines in the same run: {Passes.Median(jsonGain):F2}");
        return MeasureMemory(corpus, chunks) & good;
    }

    // What neighbours on the machine take is not in it.
    private static double Processor(Action action)
    {
        double began = ThreadClock.Seconds;
        action();
        return ThreadClock.Seconds - began;
    }

    private static bool MeasureMemory(Corpus corpus, byte[][] chunks)
    {
        string path = corpus.Temporary("large.evtx");
        WriteLarge(path, chunks);
        System.Text.Json.JsonElement statistics = LoadFigure.Hunt(corpus, path);
        File.Delete(path);
        Console.WriteLine($"  {LargeFile / 1e9:F1} GB: {statistics.GetProperty("events").GetInt64():N0} events in {statistics.GetProperty("elapsed_seconds").GetDouble():F0} s");
        return Figures.Judge("peak RSS of a hunt over 2 GB, MB", statistics.GetProperty("peak_rss_bytes").GetDouble() / 1e6, atMost: 300);
    }

    private static EvtxReader Open(byte[] log, int times, bool addsEcs = true) =>
        new(new RepeatingStream(log, times), new EventReaderOptions()) { AddsEcs = addsEcs };

    private static IEnumerable<byte[]> Chunks(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        for (int at = EvtxFileHeader.Bytes; at + EvtxChunkHeader.ChunkBytes <= file.Length; at += EvtxChunkHeader.ChunkBytes)
        {
            if (file.AsSpan(at).StartsWith(EvtxChunkHeader.Magic))
                yield return file[at..(at + EvtxChunkHeader.ChunkBytes)];
        }
    }

    private static byte[] Lines(byte[] log)
    {
        using MemoryStream lines = new();
        using EvtxReader reader = Open(log, 1);
        EventBatch batch = new();
        while (reader.TryRead(batch))
        {
            batch.Prepare();
            foreach (EventSlice slice in batch.Events)
            {
                lines.Write(batch.Buffer, slice.Offset, slice.Length);
                lines.WriteByte((byte)'\n');
            }
        }

        return lines.ToArray();
    }

    // The chunks again and again, with the numbers of their records put right as Windows would have them.
    private static void WriteLarge(string path, byte[][] chunks)
    {
        using FileStream file = File.Create(path);
        byte[] header = new byte[EvtxFileHeader.Bytes];
        "ElfFile\0"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(124), Crc32.Append(0, header.AsSpan(0, 120)));
        file.Write(header);
        ulong next = 1;
        for (int i = 0; file.Length + EvtxChunkHeader.ChunkBytes <= LargeFile; i++)
        {
            byte[] chunk = chunks[i % chunks.Length];
            Renumber(chunk, ref next);
            file.Write(chunk);
        }
    }

    private static void Renumber(Span<byte> chunk, ref ulong next)
    {
        int free = BinaryPrimitives.ReadInt32LittleEndian(chunk[48..]);
        ulong first = next;
        for (int at = EvtxChunkHeader.Records; EvtxRecord.TryRead(chunk, at, free, out EvtxRecord record); at += record.Size)
            BinaryPrimitives.WriteUInt64LittleEndian(chunk[(at + 8)..], next++);
        foreach (int number in (int[])[8, 24])
        {
            BinaryPrimitives.WriteUInt64LittleEndian(chunk[number..], first);
            BinaryPrimitives.WriteUInt64LittleEndian(chunk[(number + 8)..], next - 1);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(chunk[52..], Crc32.Append(0, chunk[EvtxChunkHeader.Records..free]));
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[124..], Crc32.Append(Crc32.Append(0, chunk[..120]), chunk[128..EvtxChunkHeader.Records]));
    }
}
