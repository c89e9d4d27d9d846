using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using HueSoc.Agent.Collectors;
using HueSoc.Agent.Spool;
using HueSoc.Events.Logs;
using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Intake;

/// <summary>
/// From a record as a collector found it to an event in the spool: normalised, within the day's budget, with its id. Used by the
/// collecting thread alone.
/// </summary>
internal sealed class RecordIntake : IRecordSink, IDisposable
{
    private const string BudgetSource = "agent:budget";

    // What HueSoc's server takes of an event, and well below what a spool and Elasticsearch do.
    private const int LongestEvent = 1 << 20;

    private readonly EventSpool spool;
    private readonly TimeProvider time;
    private readonly LogNormaliser normaliser;
    private readonly NoticeReading notices = new();
    private readonly DataStreamNames streams = new();
    private readonly DailyBudget budget = new();
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Dictionary<string, SourceState> moved = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourceState> kept = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SourceCounters> counters = new(StringComparer.Ordinal);
    private Dictionary<string, string> datasets = new(StringComparer.Ordinal);
    private long leftOut;

    /// <summary>Makes it.</summary>
    /// <param name="spool">Where events go.</param>
    /// <param name="machine">What every event says of the machine.</param>
    /// <param name="zone">The zone of the machine's logs.</param>
    /// <param name="time">The clock.</param>
    public RecordIntake(EventSpool spool, ConstantFields machine, TimeZoneInfo zone, TimeProvider time)
    {
        this.spool = spool;
        this.time = time;
        normaliser = new(zone, machine) { LongestEvent = LongestEvent };
        foreach (SourceState state in spool.States)
        {
            if (state.Source == BudgetSource)
                budget.ReadState(state.Details);
            else
                kept[state.Source] = state;
        }
    }

    /// <summary>How many events were taken since the start.</summary>
    public long Events { get; private set; }

    /// <summary>How many events the budget left out this day.</summary>
    public long LeftOut => Interlocked.Read(ref leftOut);

    /// <summary>Whether the spool had no room the last time it was asked.</summary>
    public bool IsFull { get; private set; }

    /// <summary>What was read from a source; null when nothing was.</summary>
    /// <param name="source">Its name in the configuration.</param>
    public SourceCounters? Find(string source) => counters.GetValueOrDefault(source);

    /// <summary>Takes on another configuration.</summary>
    public void Configure(AgentConfiguration configuration)
    {
        budget.EventsPerDay = configuration.Limits.EventsPerDay;
        budget.BytesPerDay = configuration.Limits.BytesPerDay;
        datasets = configuration.Sources.Where(source => source.Dataset is not null).ToDictionary(source => source.Name, source => source.Dataset!, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public bool TryAdd(in CollectedRecord record)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateOnly today = DateOnly.FromDateTime(now.UtcDateTime);
        if (today != budget.Day && !TryTurnDay(today, now))
            return false;
        ReadOnlySpan<byte> document = normaliser.Normalise(
            record.Reading,
            record.Text.IsEmpty ? record.Raw : record.Text,
            new LogOrigin
            {
                Path = record.Path,
                Offset = record.Path is null ? null : record.Position.Offset,
                Flags = FlagsOf(record.Marks),
                Dataset = datasets.GetValueOrDefault(record.SourceName),
            },
            now);
        if (document.IsEmpty)
        {
            Pass(record.Source, record.Generation, record.After);
            return true;
        }

        if (!budget.HasRoomFor(document.Length))
            return TryLeaveOut(record, now);
        if (!TryAppend(record.Source, record.Generation, record.Position, record.After, record.Raw, document, today))
            return false;
        budget.Take(document.Length);
        CountersOf(record.SourceName).Count();
        return true;
    }

    /// <inheritdoc/>
    public bool TryAdd(in SourceNotice notice)
    {
        DateTimeOffset now = time.GetUtcNow();
        notices.Notice = notice;
        byte[] message = Encoding.UTF8.GetBytes(notice.Message);
        ReadOnlySpan<byte> document = normaliser.Normalise(
            notices, message, new LogOrigin { Path = notice.Path, Offset = notice.Path is null ? null : notice.Position.Offset }, now);
        byte[] hashed = [.. Encoding.UTF8.GetBytes(notice.Action), 0, .. message];
        if (!TryAppend(notice.Source, notice.Generation, notice.Position, notice.After, hashed, document, DateOnly.FromDateTime(now.UtcDateTime)))
            return false;
        if (notice.Source != BudgetSource)
            CountersOf(notice.SourceName).CountLost(notice.Lost);
        return true;
    }

    /// <inheritdoc/>
    public bool TrySave(SourceState state)
    {
        // What is only noted of this source is older than what is saved now.
        moved.Remove(state.Source);
        if (!spool.TryAppend(state))
            return Full();
        kept[state.Source] = state;
        return true;
    }

    /// <inheritdoc/>
    public bool TryForget(string source)
    {
        moved.Remove(source);
        if (!spool.TryForget(source))
            return Full();
        kept.Remove(source);
        return true;
    }

    /// <inheritdoc/>
    public bool Commit()
    {
        foreach (SourceState state in moved.Values)
        {
            if (!spool.TryAppend(state))
                return Full();
        }

        moved.Clear();
        if (budget.IsChanged)
        {
            SourceState state = new(BudgetSource, 1, default, budget.WriteState());
            if (!spool.TryAppend(state))
                return Full();
        }

        bool done = spool.Commit();
        IsFull = !done;
        return done;
    }

    /// <inheritdoc/>
    public void Dispose() => hash.Dispose();

    private static LogFlags FlagsOf(RecordMarks marks) =>
        ((marks & (RecordMarks.Split | RecordMarks.SplitEnd)) != 0 ? LogFlags.Split : 0)
        | ((marks & RecordMarks.Unfinished) != 0 ? LogFlags.Unfinished : 0)
        | ((marks & RecordMarks.Multiline) != 0 ? LogFlags.Multiline : 0);

    private bool TryAppend(
        string source, int generation, SourcePosition position, SourcePosition after, ReadOnlySpan<byte> raw, ReadOnlySpan<byte> document, DateOnly day)
    {
        Span<byte> id = stackalloc byte[EventId.Length];
        EventId.Write(day, source, generation, position, raw, hash, id);
        bool taken = spool.TryAppend(new SpoolEvent
        {
            Source = source,
            Generation = generation,
            After = after,
            Id = id,
            DataStream = streams.Of(normaliser.Dataset),
            Document = document,
        });
        if (!taken)
            return Full();
        moved.Remove(source);
        IsFull = false;
        Events++;
        return true;
    }

    private SourceCounters CountersOf(string source) => counters.TryGetValue(source, out SourceCounters? known) ? known : counters.GetOrAdd(source, new SourceCounters(time));

    private bool Full()
    {
        IsFull = true;
        return false;
    }

    // A position that moves without an event is kept with the next commit, once for each source.
    private void Pass(string source, int generation, SourcePosition after) =>
        moved[source] = new(source, generation, after, kept.TryGetValue(source, out SourceState? state) ? state.Details : default);

    private bool TryLeaveOut(in CollectedRecord record, DateTimeOffset now)
    {
        if (budget.LeftOutEvents == 0 && !TryTell(
            "budget-exhausted",
            lost: 0,
            "This day's budget of events or bytes is used up: until midnight (UTC) further events of this machine are left out and counted.",
            now))
        {
            return false;
        }

        budget.LeaveOut(record.SourceName);
        Interlocked.Exchange(ref leftOut, budget.LeftOutEvents);
        Pass(record.Source, record.Generation, record.After);
        return true;
    }

    private bool TryTurnDay(DateOnly today, DateTimeOffset now)
    {
        long count = budget.LeftOutEvents;
        if (count > 0)
        {
            string sources = string.Join(", ", budget.LeftOut.Select(pair => $"{pair.Key} {pair.Value}"));
            if (!TryTell("events-left-out", count, $"On {budget.Day:yyyy-MM-dd} {count} events were left out because the day's budget was used up: {sources}.", now))
                return false;
        }

        budget.Turn(today);
        Interlocked.Exchange(ref leftOut, 0);
        return true;
    }

    private bool TryTell(string action, long lost, string message, DateTimeOffset now) => TryAdd(new SourceNotice
    {
        Action = action,
        Source = BudgetSource,
        Generation = 1,
        Position = new(now.ToUnixTimeMilliseconds()),
        After = default,
        Lost = lost,
        SourceName = "budget",
        Message = message,
    });
}
