using System.Globalization;
using HueSoc.Events.Logs;

namespace HueSoc.Agent.Collectors.WindowsLog;

/// <summary>Reads one channel of the Windows Event Log, from where it was left.</summary>
internal sealed class EventLogChannel : IDisposable
{
    // So many bytes, at least, a record or an error counts as, so that a turn ends.
    private const int LeastShare = 256;

    // Its events have the numbers of the machines they are from.
    private const string Forwarded = "ForwardedEvents";

    private readonly string sourceName;
    private readonly string channel;
    private readonly string sourceId;
    private readonly bool isPlain;
    private readonly IEventLogSource source;
    private readonly WindowsLogSettings settings;
    private readonly TimeProvider time;
    private readonly EventLogResume resume;
    private readonly EventLogBatch batch = new();
    private readonly RenderedRecord record = new();
    private readonly EventLogReading reading;
    private readonly UnreadableEventReading unreadable;
    private EventLogPlace place = EventLogPlace.Start;
    private IEventLogSubscription? subscription;
    private int index;
    private long known;
    private int batchRecords;
    private int goodBatches;
    private TimeSpan pause;
    private long waitFrom;

    public EventLogChannel(string sourceName, string channel, string? query, IEventLogSource source, IEnumerable<SourceState> states, WindowsLogSettings settings, TimeProvider time)
    {
        this.sourceName = sourceName;
        this.channel = channel;
        this.source = source;
        this.settings = settings;
        this.time = time;

        // Windows does not tell large letters in names of channels from small ones.
        sourceId = $"winlog:{channel.ToLowerInvariant()}";
        isPlain = query is null && !channel.Equals(Forwarded, StringComparison.OrdinalIgnoreCase);
        resume = new(source, channel, query, isPlain);
        reading = new(channel);
        unreadable = new(channel);
        batchRecords = settings.BatchRecords;
        foreach (SourceState state in states)
        {
            if (string.Equals(state.Source, sourceId, StringComparison.Ordinal))
                place = EventLogPlace.Of(state);
        }
    }

    /// <summary>Whether everything there was has been read.</summary>
    public bool IsCaughtUp { get; private set; }

    /// <summary>What is wrong with the channel now; null when nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Reads a share of what there is.</summary>
    /// <param name="sink">Where it goes.</param>
    /// <param name="share">How many bytes may still be read in this turn; gets less.</param>
    /// <returns>Whether there is more to read at once.</returns>
    public bool Collect(IRecordSink sink, ref long share)
    {
        while (share > 0)
        {
            if (index < batch.Count)
            {
                share -= Math.Max(LeastShare, batch.Xml(index).Length);
                if (!Give(sink))
                    return false;
                continue;
            }

            share -= LeastShare;
            if (subscription is null ? !Open(sink) : !Refill(sink))
                return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private bool Open(IRecordSink sink)
    {
        if (pause > TimeSpan.Zero && time.GetElapsedTime(waitFrom) < pause)
            return false;
        EventLogOpening opening = resume.Open(place);
        if (opening.Loss is { } loss)
            return Tell(sink, loss);
        if (opening.Error != Win32Error.None)
            return Fail(opening.Error);
        subscription = opening.Subscription;
        known = opening.Known;
        return true;
    }

    // False when there is nothing now.
    private bool Refill(IRecordSink sink)
    {
        batch.Clear();
        index = 0;
        int error = subscription!.Read(batchRecords, batch);
        if (error is Win32Error.NoMoreItems or Win32Error.Timeout || (error == Win32Error.None && batch.Count == 0))
        {
            IsCaughtUp = true;
            Well();
            return false;
        }

        IsCaughtUp = false;
        if (error == Win32Error.None)
        {
            Well();
            if (++goodBatches % settings.BatchesUntilGrowth == 0)
                batchRecords = Math.Min(batchRecords * 2, settings.BatchRecords);
            return true;
        }

        // What the failed call had passed over comes again with a new subscription, and only so.
        Close();
        if (error != Win32Error.InvalidBound)
            return Fail(error);
        goodBatches = 0;
        if (batchRecords == 1)
            return PassOver(sink);
        batchRecords /= 2;
        return true;
    }

    // A record that is too large for a batch of its own: only its number can be told.
    private bool PassOver(IRecordSink sink)
    {
        int error = isPlain ? source.GetBounds(channel, out long oldest, out long newest) : Invalid(out oldest, out newest);
        if (error != Win32Error.None)
            return Fail(error);
        long id = place.Next > 0 ? place.Next : oldest;
        if (id < oldest)
            return TellGap(sink, oldest);
        return id <= newest ? TellUnreadable(sink, id, null, Win32Error.InvalidBound) : Fail(Win32Error.InvalidBound);
    }

    private static int Invalid(out long oldest, out long newest)
    {
        oldest = 0;
        newest = 0;
        return Win32Error.InvalidBound;
    }

    private bool Give(IRecordSink sink)
    {
        string? bookmark = batch.Bookmark(index);
        int error = batch.Error(index);
        ReadOnlySpan<byte> text = error == Win32Error.None ? record.Decode(batch.Xml(index)) : default;
        bool isRead = error == Win32Error.None && record.TryRead(text);
        long id = EventLogBookmark.RecordId(bookmark);
        if (id == 0 && isRead && isPlain)
            id = Math.Max(0, record.RecordId);
        if (id > 0)
        {
            bool isKnown = id == known;
            known = 0;
            if (isKnown)
            {
                index++;
                return true;
            }

            if (!TellBreak(sink, id))
                return false;
        }

        if (error != Win32Error.None)
        {
            if (!TellUnreadable(sink, id, bookmark, error))
                return false;
            index++;
            return true;
        }

        return Give(sink, text, isRead, id, bookmark);
    }

    private bool Give(IRecordSink sink, ReadOnlySpan<byte> text, bool isRead, long id, string? bookmark)
    {
        EventLogPlace after = After(id, bookmark, isRead ? record.Time : string.Empty);
        bool isWhole = isRead && record.Json.Length <= settings.MaxEventBytes;
        if (!isWhole)
            unreadable.Fault = isRead ? string.Create(CultureInfo.InvariantCulture, $"longer than {settings.MaxEventBytes} bytes") : record.Fault;
        CollectedRecord collected = new()
        {
            Source = sourceId,
            Generation = place.Generation,
            Position = new(id > 0 ? id : place.Next),
            After = after.Position,
            Raw = batch.Xml(index),
            Text = isWhole ? record.Json : Beginning(text),
            Marks = isWhole || text.Length <= settings.MaxOriginalBytes ? RecordMarks.None : RecordMarks.Split,
            SourceName = sourceName,
            Reading = isWhole ? reading : unreadable,
        };
        if (!sink.TryAdd(collected))
            return false;
        place = after;
        index++;
        return true;
    }

    private EventLogPlace After(long id, string? bookmark, string happened) => id > 0
        ? new(place.Generation, id + 1, bookmark ?? EventLogBookmark.Write(channel, id), happened)
        : new(place.Generation, 0, bookmark ?? place.Bookmark, bookmark is null ? place.Time : happened);

    private ReadOnlySpan<byte> Beginning(ReadOnlySpan<byte> text)
    {
        int length = settings.MaxOriginalBytes;
        if (text.Length <= length)
            return text;
        while (length > 0 && (text[length] & 0xC0) == 0x80)
            length--;
        return text[..length];
    }

    // Numbers that were left out, or that begin again.
    private bool TellBreak(IRecordSink sink, long id)
    {
        if (place.Next == 0 || id == place.Next)
            return true;
        return id < place.Next ? Tell(sink, EventLogResume.Renumbered(place)) : !isPlain || TellGap(sink, id);
    }

    private bool TellGap(IRecordSink sink, long id) => Tell(sink, new(
        "log-gap", id - place.Next, place with { Next = id }, string.Create(CultureInfo.InvariantCulture, $"{id - place.Next} records, from number {place.Next} on, are not in the log any more")));

    private bool TellUnreadable(IRecordSink sink, long id, string? bookmark, int error) => Tell(sink, new(
        "record-unreadable", 1, After(id, bookmark, string.Empty),
        string.Create(CultureInfo.InvariantCulture, $"the record {(id > 0 ? id : place.Next)} was passed over: {Win32Error.Describe(error)}")));

    private bool Tell(IRecordSink sink, EventLogLoss loss)
    {
        bool isTold = sink.TryAdd(new SourceNotice
        {
            Action = loss.Action,
            Source = sourceId,
            Generation = loss.After.Generation,
            Position = place.Position,
            After = loss.After.Position,
            Lost = loss.Lost,
            SourceName = sourceName,
            Message = $"{channel}: {loss.Message}",
        });
        if (isTold)
            place = loss.After;
        return isTold;
    }

    private bool Fail(int error)
    {
        Problem = $"{channel}: {Win32Error.Describe(error)}";
        IsCaughtUp = false;
        pause = pause == TimeSpan.Zero ? settings.FirstPause : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, settings.LongestPause.Ticks));
        waitFrom = time.GetTimestamp();
        return false;
    }

    private void Well()
    {
        Problem = null;
        pause = TimeSpan.Zero;
    }

    private void Close()
    {
        subscription?.Dispose();
        subscription = null;
    }
}
