using System.Globalization;
using HueSoc.Events.Logs;
using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Collectors.Journald;

/// <summary>
/// Reads the journal through journalctl: first everything after the last record, over all boots, to its end; then following what comes.
/// It begins with the last record itself, which is known and left out: if another comes first, the journal was vacuumed up to there.
/// (<c>--after-cursor</c> does not tell that, and leaves out one record more when the cursor's is gone.)
/// </summary>
internal sealed class JournalCollector : ICollector
{
    private readonly JournalSettings settings;
    private readonly SourceConfiguration configuration;
    private readonly TimeProvider time;
    private readonly LogReading reading;
    private readonly string source;
    private byte[] buffer = new byte[64 << 10];
    private int filled;
    private bool cutting;
    private string? cursorOfCut;
    private string? cursor;
    private long count;
    private string? expected;
    private JournalChild? child;
    private bool caughtUp;
    private bool gave;
    private long waitFrom;
    private TimeSpan pause;

    public JournalCollector(SourceConfiguration configuration, IEnumerable<SourceState> states, JournalSettings settings, TimeProvider time)
    {
        this.configuration = configuration;
        this.settings = settings;
        this.time = time;
        source = $"journal:{configuration.Name}";
        reading = LogFormats.Find("journald")!.Begin(null);
        foreach (SourceState state in states)
        {
            if (string.Equals(state.Source, source, StringComparison.Ordinal))
                (cursor, count) = (state.Position.Cursor, state.Position.Offset);
        }
    }

    public string Name => configuration.Name;

    public long Lag => caughtUp && child is { HasOutput: false } && filled == 0 ? 0 : -1;

    public string? Problem { get; private set; }

    public bool Collect(IRecordSink sink)
    {
        if (child is null && !Start())
            return false;
        long share = settings.ShareBytes;
        while (share > 0)
        {
            if (!Drain(sink, ref share))
                return false;
            int got = Fill();
            if (got > 0)
                continue;
            return child!.IsAtEnd && Finish(sink);
        }

        return true;
    }

    public void Dispose()
    {
        child?.Dispose();
        child = null;
    }

    private bool Start()
    {
        if (pause > TimeSpan.Zero && time.GetElapsedTime(waitFrom) < pause)
            return false;
        List<string> arguments = [.. settings.Arguments, "--output=json", "--all", "--no-pager", "--quiet"];
        foreach (string unit in configuration.Units)
            arguments.Add($"--unit={unit}");
        if (cursor is not null)
            arguments.Add($"--cursor={cursor}");
        if (caughtUp)
            arguments.AddRange(["--follow", "--no-tail"]);
        expected = cursor;
        gave = false;
        filled = 0;
        cutting = false;
        child = JournalChild.Start(settings.Program, arguments, settings.BufferBytes, out string? problem);
        if (child is not null)
            return true;
        Problem = problem;
        Wait();
        return false;
    }

    // It came to its end: well after having read what there was, or because something is wrong.
    private bool Finish(IRecordSink sink)
    {
        int exit = child!.ExitCode;
        string error = child.Error;
        if (exit != 0 && !gave && cursor is not null && error.Contains("cursor", StringComparison.OrdinalIgnoreCase))
        {
            if (!Tell(sink, "log-gap", 0, null, "the journal does not know the place where reading had come to; it is read from its oldest record on"))
                return false;
            cursor = null;
        }
        else if (exit == 0 && !caughtUp)
        {
            Dispose();
            Problem = null;
            pause = TimeSpan.Zero;
            caughtUp = true;
            return Start();
        }
        else
        {
            Problem = exit == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{settings.Program} ended with {exit}: {error}");
        }

        Dispose();
        caughtUp = false;
        Wait();
        return false;
    }

    private void Wait()
    {
        pause = gave || pause == TimeSpan.Zero ? settings.FirstPause : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, settings.LongestPause.Ticks));
        waitFrom = time.GetTimestamp();
    }

    private int Fill()
    {
        if (filled == buffer.Length && buffer.Length < settings.MaxRecordBytes)
            Array.Resize(ref buffer, Math.Min(buffer.Length * 2, settings.MaxRecordBytes));
        int got = child!.Read(buffer.AsSpan(filled));
        filled += got;
        return got;
    }

    // Gives out the whole lines of the buffer. False when the spool is full.
    private bool Drain(IRecordSink sink, ref long share)
    {
        int start = 0;
        bool room = true;
        while (room && start < filled)
        {
            int end = buffer.AsSpan(start, filled - start).IndexOf((byte)'\n');
            if (end < 0)
                break;
            room = cutting ? EndCut(sink, buffer.AsSpan(start, end)) : Give(sink, buffer.AsSpan(start, end), JournalCursor.Of(buffer.AsSpan(start, end)), RecordMarks.None);
            if (!room)
                break;
            start += end + 1;
            share -= end + 1;
        }

        if (start > 0)
            buffer.AsSpan(start, filled - start).CopyTo(buffer);
        filled -= start;
        return room && (filled < settings.MaxRecordBytes || Cut(sink));
    }

    // A record over the limit: its beginning is given out once its cursor is known, which may stand anywhere in it.
    private bool Cut(IRecordSink sink)
    {
        if (!cutting)
        {
            cutting = true;
            cursorOfCut = null;
            cut = buffer.AsSpan(0, Math.Min(filled, settings.MaxRecordBytes / 2)).ToArray();
        }

        cursorOfCut ??= JournalCursor.Of(buffer.AsSpan(0, filled));

        // What may be the beginning of a cursor stays.
        int keep = Math.Min(filled, 1024);
        buffer.AsSpan(filled - keep, keep).CopyTo(buffer);
        filled = keep;
        return true;
    }

    private byte[] cut = [];

    private bool EndCut(IRecordSink sink, ReadOnlySpan<byte> rest)
    {
        cursorOfCut ??= JournalCursor.Of(rest);
        if (!Give(sink, cut, cursorOfCut, RecordMarks.Split))
            return false;
        cutting = false;
        cut = [];
        return true;
    }

    private bool Give(IRecordSink sink, ReadOnlySpan<byte> record, string? place, RecordMarks marks)
    {
        if (record.IsEmpty || record[0] != '{' || place is null)
            return true;
        if (expected is { } last)
        {
            bool same = string.Equals(last, place, StringComparison.Ordinal);
            if (!same && !Tell(sink, "journal-vacuumed", configuration.Units.IsEmpty ? JournalCursor.Between(last, place) : 0, last, "the journal was vacuumed beyond the place where reading had come to"))
                return false;
            expected = null;
            if (same)
                return true;
        }

        CollectedRecord collected = new()
        {
            Source = source,
            Generation = 1,
            Position = new SourcePosition(count, cursor),
            After = new SourcePosition(count + 1, place),
            Raw = record,
            Marks = marks,
            SourceName = configuration.Name,
            Reading = reading,
        };
        if (!sink.TryAdd(collected))
            return false;
        cursor = place;
        count++;
        gave = true;
        Problem = null;
        return true;
    }

    private bool Tell(IRecordSink sink, string action, long lost, string? after, string message) => sink.TryAdd(new SourceNotice
    {
        Action = action,
        Source = source,
        Generation = 1,
        Position = new SourcePosition(count, cursor),
        After = new SourcePosition(count, after),
        Lost = lost,
        SourceName = configuration.Name,
        Message = message,
    });
}
