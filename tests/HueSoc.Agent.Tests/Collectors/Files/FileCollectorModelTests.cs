using System.Globalization;
using System.Text;
using HueSoc.Agent.Collectors;
using HueSoc.Agent.Collectors.Files;
using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Tests.Collectors.Files;

/// <summary>A writer, rotations, crashes and full spools in random order: every line once, but for what notices and deletions account for.</summary>
public sealed class FileCollectorModelTests
{
    private static readonly FileSettings Small = new() { ChunkBytes = 2_300, ShareBytes = 4_000, Remembered = 8, DecompressBytes = 20_000 };

    private static readonly int Shown = Variable("HUESOC_MODEL_HISTORY", 60);

    private static readonly string[] Headers = [string.Empty, "#Fields: a b c\n", "#Version 1\n#Fields: a b\n", new string('#', 900) + "\n", string.Empty];

    // More than the first KiB, which is what tells files apart.
    private static readonly string LongHeader = new string('#', 900) + "\n" + new string('#', 599) + "\n";

    public static TheoryData<int> Seeds => [.. Enumerable.Range(Variable("HUESOC_MODEL_FIRST", 1), Variable("HUESOC_MODEL_SEEDS", 60))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Collect_RandomWorld_EveryLineOnceOrAccountedFor(int seed) => Live(seed, Headers[seed % Headers.Length]);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Collect_FilesThatShareALongHeader_EveryLineOnceOrAccountedFor(int seed) => Live(seed, LongHeader);

    private static int Variable(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : otherwise;

    private static void Live(int seed, string header)
    {
        Random random = new(seed);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("huesoc-files-");
        try
        {
            LogWorld world = new(folder.FullName, random, header);
            Run(world, random, crashes: seed % 3 != 0, steps: 300, out JournalSink sink);
            Check(world, sink, seed);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Run(LogWorld world, Random random, bool crashes, int steps, out JournalSink sink)
    {
        sink = new JournalSink();
        ManualTime time = new();
        SourceConfiguration source = new() { Name = "app", Kind = SourceKind.File, Paths = [world.Glob], Format = "plain", MaxLineBytes = 1024 };
        FileCollector collector = Open(source, sink, time);
        for (int step = 0; step < steps; step++)
        {
            world.Step();
            time.Advance(random.Next(40) == 0 ? TimeSpan.FromSeconds(11) : TimeSpan.FromMilliseconds(50));
            int what = random.Next(100);
            if (what < 55)
            {
                sink.Room = random.Next(4) == 0 ? random.Next(6) : int.MaxValue;
                world.Polled();
                Poll(collector, sink, world);
                if (random.Next(2) == 0)
                    sink.Commit();
            }
            else if (crashes && what < 60)
            {
                collector.Dispose();
                world.Crashed();
                sink.Crash(Kept(sink, random));
                world.History.Add($"crash, {sink.Frames.Count} frames left");
                collector = Open(source, sink, time);
            }
        }

        world.Finish();
        sink.Room = int.MaxValue;
        for (int i = 0; i < 200; i++)
        {
            time.Advance(TimeSpan.FromSeconds(i < 20 ? 0.05 : 1));
            Poll(collector, sink, world);
        }

        collector.Dispose();
    }

    private static void Poll(FileCollector collector, JournalSink sink, LogWorld world)
    {
        int seen = sink.Frames.Count;
        collector.Collect(sink);
        if (sink.Frames.Count == seen)
            return;
        world.History.Add($"poll, {sink.Frames.Count} frames");
        world.History.AddRange(sink.Frames.Skip(seen).Select(Describe));
    }

    private static string Describe(JournalFrame frame)
    {
        string text = frame.Kind == JournalFrameKind.State ? Encoding.UTF8.GetString(frame.Details.Span) : frame.Text[..Math.Min(40, frame.Text.Length)];
        return $"    {frame.Kind} {frame.Source}.{frame.Generation} {frame.Position.Offset}-{frame.After.Offset} {text} {frame.Path} {frame.Lost} {frame.Message}";
    }

    // Anywhere, or right behind something that is not a record: what was to come with it is gone then.
    private static int Kept(JournalSink sink, Random random)
    {
        int kept = random.Next(sink.Committed, sink.Frames.Count + 1);
        if (random.Next(2) == 0)
            return kept;
        int special = sink.Frames.FindIndex(kept, frame => frame.Kind != JournalFrameKind.Record);
        return special < 0 ? kept : special + 1;
    }

    private static FileCollector Open(SourceConfiguration source, JournalSink sink, ManualTime time) =>
        new(source, [source], sink.States(), Small, new LinuxFileAccess(), time);

    private static void Check(LogWorld world, JournalSink sink, int seed)
    {
        Dictionary<string, long> last = [];
        foreach (JournalFrame frame in sink.Records)
        {
            frame.Position.Offset.ShouldBeGreaterThanOrEqualTo(last.GetValueOrDefault(frame.Source), $"seed {seed}: {frame.Source} goes back");
            last[frame.Source] = frame.After.Offset;
        }

        List<string> wrong = new WorldCheck(world, sink).Run();
        if (wrong.Count > 0)
            Assert.Fail($"seed {seed}: {string.Join("; ", wrong.Take(8))}\n{string.Join('\n', world.History.TakeLast(Shown))}");
    }
}
