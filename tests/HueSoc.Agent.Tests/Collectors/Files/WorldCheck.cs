using System.Globalization;

namespace HueSoc.Agent.Tests.Collectors.Files;

/// <summary>
/// Holds what a sink was given against what was written, byte by byte: every record is at its place in its content, no byte comes
/// twice, and where a content ends too early it is gone and a notice says so with exactly that place.
/// </summary>
internal sealed class WorldCheck(LogWorld world, JournalSink sink)
{
    private readonly Dictionary<string, WorldContent> contents = [];
    private readonly Dictionary<WorldContent, List<(long From, long To)>> covered = [];
    private readonly List<string> wrong = [];
    private readonly List<(int Line, long Lost)> unseen = [];
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
        CheckUnseen();
        foreach (JournalFrame notice in sink.Notices.Where(notice => notice.Lost > 0).GroupBy(notice => (notice.Source, notice.Position.Offset, notice.Message)).Where(same => same.Count() > 1).Select(same => same.First()))
            wrong.Add($"told twice: {notice.Source} {notice.Position.Offset} {notice.Lost}");
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

        // Of a first line that was never finished there may be less than its number.
        foreach (JournalFrame frame in sink.Records.Where(frame => frame.Text.StartsWith('L') && !contents.ContainsKey(frame.Source)))
        {
            if (world.Contents.Find(content => !contents.ContainsValue(content) && Begins(content, frame)) is { } content)
                contents.Add(frame.Source, content);
        }
    }

    private static bool Begins(WorldContent content, JournalFrame frame) =>
        content.Lines.Count > 0 && content.Lines[0].Start == frame.Position.Offset && content.Text.Length == frame.After.Offset
        && content.Text.ToString((int)frame.Position.Offset, frame.Text.Length) == frame.Text;

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
        long left = world.Reach(content);
        List<string> sources = [.. contents.Where(pair => pair.Value == content).Select(pair => pair.Key)];
        if (end < left)
        {
            // A line without an end is waited for.
            if (world.MayGrow(content) && !content.Text.ToString((int)end, (int)(left - end)).Contains('\n'))
                return;

            // All of it that can be compared stands in another content as well: it may be a copy of that, and its next bytes tell.
            if (sources.Count == 0 && BeginsLikeAnother(content, Compared(left)))
                return;
            wrong.Add($"line {first} is missing from {end} on, and is still there up to {left}");
            return;
        }

        if (sources.Count == 0)
        {
            // Some notice must tell of it, and which one does cannot be said.
            if (content.Polled > Shared(content))
                unseen.Add((content.Lines[0].Number, content.Polled - Shared(content)));
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

    // A notice each, of at least what no other content has.
    private void CheckUnseen()
    {
        List<long> told = [.. sink.Notices.Where(notice => notice.Position.Offset <= world.HeaderBytes).Select(notice => notice.Lost).OrderDescending()];
        unseen.Sort(static (a, b) => b.Lost.CompareTo(a.Lost));
        for (int i = 0; i < unseen.Count; i++)
        {
            if (i >= told.Count || told[i] < unseen[i].Lost)
                wrong.Add($"a content with line {unseen[i].Line} was seen and is lost without any of its lines, {unseen[i].Lost} bytes, and no notice is left that tells of it ({string.Join(", ", told)})");
        }
    }

    // How much of a file of this size is compared with what is known of contents that are in no file any more.
    private static int Compared(long size) => (int)(size <= 1024 ? size : size - (size % 64));

    private bool BeginsLikeAnother(WorldContent content, int length) => world.Contents.Exists(other =>
        other != content && other.Text.Length >= length && other.Text.ToString(0, length) == content.Text.ToString(0, length));

    private long Shared(WorldContent content)
    {
        int most = 0;
        foreach (WorldContent other in world.Contents)
        {
            int length = Math.Min(content.Text.Length, other.Text.Length);
            int equal = other == content ? 0 : content.Text.ToString(0, length).AsSpan().CommonPrefixLength(other.Text.ToString(0, length));
            most = Math.Max(most, equal);
        }

        return most;
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
