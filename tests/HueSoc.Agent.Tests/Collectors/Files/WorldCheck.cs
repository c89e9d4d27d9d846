using System.Globalization;

namespace HueSoc.Agent.Tests.Collectors.Files;

/// <summary>
/// Holds what a sink was given against what was written, byte by byte: every record is at its place in its content, no byte comes
/// twice, and where a content ends too early it is gone and a notice says so with exactly that place.
/// </summary>
internal sealed class WorldCheck(LogWorld world, JournalSink sink)
{
    // A file that has no more than the header and this is not told from another that begins alike.
    private const int Alike = 7;
    private const int AlikeLong = 64;

    private readonly Dictionary<string, WorldContent> contents = [];
    private readonly Dictionary<WorldContent, List<(long From, long To)>> covered = [];
    private readonly List<string> wrong = [];
    private readonly List<int> unseen = [];
    private int headers;

    /// <summary>What is wrong, in sentences.</summary>
    public List<string> Run()
    {
        MapSources();
        foreach (JournalFrame frame in sink.Records)
            Place(frame);
        if (headers > world.Headers)
            wrong.Add($"{headers} headers came, {world.Headers} were written");
        foreach (WorldContent content in world.Contents)
            Check(content);
        int silent = sink.Notices.Count(notice => notice.Position.Offset <= world.HeaderBytes);
        if (unseen.Count > silent)
            wrong.Add($"contents with the lines {string.Join(", ", unseen)} were seen and lost without any of them, {silent} notices tell of such");
        return wrong;
    }

    private static int? Number(JournalFrame frame) =>
        frame.Text.Length >= 7 && frame.Text[0] == 'L' && int.TryParse(frame.Text.AsSpan(1, 6), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private void MapSources()
    {
        Dictionary<int, WorldContent> byLine = [];
        foreach (WorldContent content in world.Contents)
        {
            foreach ((int number, _) in content.Lines)
                byLine.Add(number, content);
            covered.Add(content, []);
        }

        foreach (JournalFrame frame in sink.Records)
        {
            if (Number(frame) is { } number)
                contents.TryAdd(frame.Source, byLine[number]);
        }
    }

    private void Place(JournalFrame frame)
    {
        if (frame.Position.Offset == 0 && frame.Text.StartsWith('#'))
            headers++;
        if (!contents.TryGetValue(frame.Source, out WorldContent? content))
            return;
        (int from, int to) = ((int)frame.Position.Offset, (int)frame.After.Offset);
        if (to > content.Text.Length || content.Text.ToString(from, to - from).TrimEnd('\r', '\n') != frame.Text)
            wrong.Add($"{frame.Source} {from}-{to} is not what stands there: {frame.Text[..Math.Min(12, frame.Text.Length)]}");
        else if (covered[content].Exists(part => part.From < to && from < part.To))
            wrong.Add($"{frame.Text[..Math.Min(12, frame.Text.Length)]} came twice, as {frame.Source} {from}-{to} too");
        else
            covered[content].Add((from, to));
    }

    private void Check(WorldContent content)
    {
        if (content.Lines.Count == 0)
            return;
        long begins = content.Lines[0].Start;
        long end = Covered(content, begins);
        if (end >= content.Text.Length)
            return;
        string first = content.Lines.Last(line => line.Start <= end).Number.ToString(CultureInfo.InvariantCulture);
        long slack = begins + (begins > 1024 ? AlikeLong : Alike);
        long left = world.Reach(content);
        if (end < left && left > slack)
        {
            wrong.Add($"line {first} is missing from {end} on, and is still there up to {left}");
            return;
        }

        List<string> sources = [.. contents.Where(pair => pair.Value == content).Select(pair => pair.Key)];
        if (sources.Count == 0)
        {
            // Some notice must tell of it, and which one does cannot be said.
            if (content.Polled > slack)
                unseen.Add(content.Lines[0].Number);
            return;
        }

        // Who saw only copies cannot know that the original had more.
        if (!sources.Exists(source => source.Split(':')[2] == content.Inode))
            return;
        List<JournalFrame> notices = [.. sink.Notices.Where(notice => sources.Contains(notice.Source) && notice.Position.Offset == end)];
        if (notices.Count == 0)
            wrong.Add($"line {first} is missing from {end} on, and no notice of {string.Join(' ', sources)} says so");
        else if (notices.TrueForAll(notice => notice.Lost < content.Polled - end))
            wrong.Add($"line {first} is missing from {end} on, {content.Polled - end} bytes of it were seen, {notices[^1].Lost} told");
        else if (notices.Exists(notice => notice.Lost > content.Text.Length - end))
            wrong.Add($"line {first} is missing from {end} on, {content.Text.Length - end} bytes, {notices[^1].Lost} told");
    }

    private long Covered(WorldContent content, long begins)
    {
        long end = begins;
        foreach ((long from, long to) in covered[content].Order())
        {
            if (from > end)
                wrong.Add($"bytes {end} to {from} of a content are missing, but not what follows");
            end = Math.Max(end, to);
        }

        return end;
    }
}
