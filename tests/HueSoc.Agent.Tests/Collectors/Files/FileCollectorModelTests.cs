using System.Text;
using HueSoc.Agent.Collectors;
using HueSoc.Agent.Collectors.Files;
using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Tests.Collectors.Files;

/// <summary>A writer, rotations, crashes and full spools in random order: every line once, but for what notices and deletions account for.</summary>
public sealed class FileCollectorModelTests
{
    private static readonly FileSettings Small = new() { ChunkBytes = 2_300, ShareBytes = 4_000, Remembered = 8, DecompressBytes = 20_000 };

    private static readonly int Shown = int.TryParse(Environment.GetEnvironmentVariable("HUESOC_MODEL_HISTORY"), out int count) ? count : 60;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, int.TryParse(Environment.GetEnvironmentVariable("HUESOC_MODEL_SEEDS"), out int count) ? count : 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Collect_RandomWorld_EveryLineOnceOrAccountedFor(int seed)
    {
        Random random = new(seed);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("huesoc-files-");
        try
        {
            string header = (seed % 4) switch { 0 => string.Empty, 1 => "#Fields: a b c\n", 2 => "#Version 1\n#Fields: a b\n", _ => new string('#', 900) + "\n" };
            LogWorld world = new(folder.FullName, random, header);
            bool crashes = seed % 3 != 0;
            Run(world, random, crashes, steps: 300, out JournalSink sink);
            Check(world, sink, crashes, seed);
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
                int seen = sink.Frames.Count;
                collector.Collect(sink);
                world.History.Add($"poll, {sink.Frames.Count} frames");
                world.History.AddRange(sink.Frames.Skip(seen).Select(frame => $"    {frame.Kind} {frame.Source}.{frame.Generation} {frame.Position.Offset}-{frame.After.Offset} {(frame.Kind == JournalFrameKind.State ? Encoding.UTF8.GetString(frame.Details.Span) : frame.Text)[..Math.Min(160, frame.Kind == JournalFrameKind.State ? frame.Details.Length : frame.Text.Length)]} {frame.Path} {frame.Lost} {frame.Message}"));
                if (random.Next(2) == 0)
                    sink.Commit();
            }
            else if (crashes && what < 60)
            {
                collector.Dispose();
                world.Crashed();
                sink.Crash(random.Next(sink.Committed, sink.Frames.Count + 1));
                world.History.Add($"crash, {sink.Frames.Count} frames left");
                collector = Open(source, sink, time);
            }
        }

        world.Finish();
        sink.Room = int.MaxValue;
        for (int i = 0; i < 200; i++)
        {
            time.Advance(TimeSpan.FromSeconds(i < 20 ? 0.05 : 1));
            collector.Collect(sink);
        }

        collector.Dispose();
    }

    private static FileCollector Open(SourceConfiguration source, JournalSink sink, ManualTime time) =>
        new(source, sink.States(), Small, new LinuxFileAccess(), time);

    private static void Check(LogWorld world, JournalSink sink, bool crashes, int seed)
    {
        Dictionary<string, List<JournalFrame>> delivered = [];
        Dictionary<string, StringBuilder> parts = [];
        Dictionary<string, long> last = [];
        foreach (JournalFrame frame in sink.Records)
        {
            frame.Position.Offset.ShouldBeGreaterThanOrEqualTo(last.GetValueOrDefault(frame.Source), $"seed {seed}: {frame.Source} goes back");
            last[frame.Source] = frame.After.Offset;
            if (!parts.TryGetValue(frame.Source, out StringBuilder? part))
                parts.Add(frame.Source, part = new StringBuilder());
            part.Append(frame.Text);
            if ((frame.Marks & (RecordMarks.Split | RecordMarks.Unfinished)) != 0)
                continue;
            string line = part.ToString();
            part.Clear();
            if (!delivered.TryGetValue(line, out List<JournalFrame>? frames))
                delivered.Add(line, frames = []);
            frames.Add(frame);
        }

        HashSet<string> told = [.. sink.Notices.Where(notice => notice.Text is "log-truncated" or "log-gap").Select(notice => notice.Source)];
        bool silent = told.Except(delivered.Values.SelectMany(frames => frames).Where(frame => frame.Text.EndsWith(';')).Select(frame => frame.Source)).Any();
        List<string> wrong = [];
        foreach (WorldContent content in world.Contents)
        {
            List<string> sources = [.. content.Lines.SelectMany(line => delivered.GetValueOrDefault(LogWorld.Line(line.Number)) ?? []).Select(frame => frame.Source).Distinct()];
            foreach ((int number, long start) in content.Lines)
            {
                string line = LogWorld.Line(number);
                int times = delivered.GetValueOrDefault(line)?.Count ?? 0;
                if (times > 1)
                    wrong.Add($"line {number} came {times} times: {string.Join(' ', delivered[line].Select(frame => $"{frame.Source}@{frame.Position.Offset}"))}");
                if (times > 0)
                    continue;
                bool broken = start + line.Length >= content.Text.Length;
                bool cut = content.Cut && start + line.Length >= content.CopyReach;
                bool deleted = content.Deleted && (crashes || sources.Count == 0);
                if (cut && start + line.Length < content.Polled && !broken && !(sources.Count > 0 ? sources.Exists(told.Contains) : silent))
                    wrong.Add($"line {number} was truncated and nothing told of {string.Join(' ', sources)}");
                else if (!cut && !deleted && !broken)
                    wrong.Add($"line {number} is missing");
            }
        }

        if (wrong.Count > 0)
            Assert.Fail($"seed {seed}: {string.Join("; ", wrong.Take(8))}\n{string.Join('\n', world.History.TakeLast(Shown))}");
    }
}
