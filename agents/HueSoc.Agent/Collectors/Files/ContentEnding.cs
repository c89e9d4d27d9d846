using System.Globalization;

namespace HueSoc.Agent.Collectors.Files;

/// <summary>What happens when a content comes to its end: its last line is given out, and what was lost is told.</summary>
internal sealed class ContentEnding(string name, FileSettings settings, LogFiles files, ContentBook book, ContentPump pump)
{
    /// <summary>Does what is to be done.</summary>
    /// <returns>False when the spool is full.</returns>
    public bool Tell(IRecordSink sink)
    {
        foreach (LogContent content in book.All)
        {
            bool room = content.Holder is { } file ? Finish(content, file, sink)
                : content.EndTold || !content.IsLost || TellEnd(content, sink);
            if (!room)
                return false;
        }

        return book.Unread.Tell(sink);
    }

    private bool Finish(LogContent content, LogFile file, IRecordSink sink)
    {
        if (pump.HasMore(content, file))
            return true;
        bool left = file.Facts.Links == 0 || !file.Sighted;
        bool still = left || content.Moved || file.IsGzip || content.HolderKey != content.Origin;
        if (!still)
            return true;
        bool idle = files.IsIdle(file, settings.Idle);
        while (content.ReadTo > content.Offset)
        {
            if (!idle)
                return true;
            long at = content.Offset;
            PumpOutcome outcome = pump.Read(content, file, sink, CutMode.Ended, out _);
            if (outcome == PumpOutcome.Full)
                return false;
            if (outcome != PumpOutcome.More && content.Offset == at)
                return true;
        }

        if (content.MustReach >= 0)
        {
            if (files.Scans - file.ChangedScan < settings.Looks)
                return true;
            if (!TellMissing(content, sink))
                return false;
        }

        if (!idle)
            return true;
        if (content.FinishedAt != content.Offset)
        {
            content.FinishedAt = content.Offset;
            content.MustSave = true;
        }

        if (!left)
            return true;
        book.Lose(file, ContentEnd.Gone);
        Told(content);
        files.Drop(file);
        return true;
    }

    // The copy that a truncated content is read from may lack what was seen in the file itself, and what nobody saw.
    private bool TellMissing(LogContent content, IRecordSink sink)
    {
        long lost = Math.Max(0, content.MustReach - content.Offset);
        if (!Notice(content, sink, "log-truncated", lost, "there the copy ends that was made before; more may have been written in between"))
            return false;
        content.MustReach = -1;
        content.KnownSize = content.Offset;
        content.MustSave = true;
        return true;
    }

    private bool TellEnd(LogContent content, IRecordSink sink)
    {
        long lost = Math.Max(0, content.KnownSize - content.Offset);
        if (content.End == ContentEnd.Truncated)
        {
            if (!Notice(content, sink, "log-truncated", lost, "no copy of it was found; more may have been written that was not seen"))
                return false;
        }
        else if ((lost > 0 || content.FinishedAt != content.Offset)
            && !Notice(content, sink, "log-gap", lost, "the file is gone and no copy of it was found; more may have been written that was not seen"))
        {
            return false;
        }

        Told(content);
        return true;
    }

    private static void Told(LogContent content)
    {
        content.EndTold = true;
        content.KnownSize = content.Offset;
        content.MustReach = -1;
        content.Looks = 0;
        content.MustSave = true;
    }

    // The place after it says that it was told, so that a crash neither repeats nor forgets it.
    private bool Notice(LogContent content, IRecordSink sink, string action, long lost, string why) => sink.TryAdd(new SourceNotice
    {
        Action = action,
        Source = content.Source,
        Generation = content.Generation,
        Position = new SourcePosition(content.Offset),
        After = new SourcePosition(content.Offset, ContentDetails.Told),
        Lost = lost,
        Path = content.Path,
        SourceName = name,
        Message = string.Create(CultureInfo.InvariantCulture, $"{content.Path} was read up to byte {content.Offset}, {lost} known bytes were not: {why}"),
    });
}
