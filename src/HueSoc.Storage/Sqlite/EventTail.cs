using System.Collections.Immutable;
using HueSoc.Storage.EventStore;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Sqlite;

/// <summary>Reads the store in the order of its numbers: from memory at the head, else from all day files side by side.</summary>
internal sealed class EventTail(DayFiles files, Catalog catalog, StoreHead head, YoungEvents young)
{
    private const long MaxBytes = 32 << 20;

    /// <summary>Reads from a number on.</summary>
    public EventSlice Read(long after, int limit, TimeRange? within, CancellationToken cancellationToken)
    {
        long to = Readable(after);
        if (to <= after)
            return new([], Cursor(after), []);
        List<StoredEvent>? events = young.Read(after, limit, within, out long last);
        if (events is null)
        {
            events = [];
            last = FromFiles(after, to, limit, within, events, cancellationToken);
        }

        return new(events, Cursor(last), [.. SequenceRanges.Empty.With(catalog.Deleted.Within(after + 1, last)).With(catalog.Lost.Within(after + 1, last)).All]);
    }

    /// <summary>
    /// How far can be read on from a number: to the head, or to where numbers may be in a file that is being repaired. What is in memory can be read in any case.
    /// </summary>
    public long Readable(long after)
    {
        long to = head.Value;
        if (young.Has(after + 1))
            return to;
        foreach (DayFile file in files.All)
        {
            FileExtent extent = file.Extent;
            if (file.State == DayFileState.Repairing && extent.First <= to && extent.Last > after)
                to = Math.Max(after, extent.First - 1);
        }

        return to;
    }

    /// <summary>The place behind a number.</summary>
    public static EventCursor Cursor(long sequence) => new(sequence == 0 ? string.Empty : sequence.ToString(System.Globalization.CultureInfo.InvariantCulture));

    // Every file is a run of rising numbers; the runs are merged, and a file is opened when its turn may have come.
    private long FromFiles(long after, long to, int limit, TimeRange? within, List<StoredEvent> events, CancellationToken cancellationToken)
    {
        ImmutableArray<IDayFileLease> leases = files.Lease(within);
        List<Run> runs = [];
        try
        {
            PriorityQueue<Run, long> next = new();
            foreach (IDayFileLease lease in leases)
            {
                Run run = new(lease, within);
                runs.Add(run);
                if (lease.FirstSequence <= to && lease.LastSequence > after)
                    next.Enqueue(run, Math.Max(lease.FirstSequence, after + 1));
            }

            long last = after;
            long bytes = 0;
            while (next.TryDequeue(out Run? run, out long sequence))
            {
                if (sequence > to)
                    break;
                if (!run.IsOpen)
                {
                    if (!run.Open(after))
                    {
                        // A file under repair is waited for; one that cannot be opened is said, or its reader would ask again without end.
                        if (run.Fault is Exception fault && sequence - 1 <= after && events.Count == 0)
                            throw new IOException($"an event file cannot be opened: {fault.Message}", fault);
                        return Math.Max(after, sequence - 1);
                    }

                    if (run.MoveNext())
                        next.Enqueue(run, run.Sequence);
                    continue;
                }

                long bound = next.TryPeek(out _, out long other) ? Math.Min(other - 1, to) : to;
                do
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (run.Event() is StoredEvent e)
                    {
                        if (events.Count > 0 && bytes + e.Document.Length > MaxBytes)
                            return last;
                        bytes += e.Document.Length;
                        events.Add(e);
                    }

                    last = run.Sequence;
                    if (events.Count == limit)
                        return last;
                    if (!run.MoveNext())
                        break;
                }
                while (run.Sequence <= bound);
                if (!run.IsOver)
                    next.Enqueue(run, run.Sequence);
            }

            return to;
        }
        catch (Exception e) when (e is SqliteException or DayFileDamagedException)
        {
            // What was read before is good; the damaged file stops the next reading until it is repaired.
            if (!runs.Any(r => r.Failed && r.Report(e)))
                throw;
            return events.Count == 0 ? after : events[^1].Sequence;
        }
        finally
        {
            foreach (Run run in runs)
                run.Dispose();
        }
    }

    private sealed class Run(IDayFileLease lease, TimeRange? within) : IDisposable
    {
        private SqliteCommand? command;
        private SqliteDataReader? rows;

        public bool IsOpen => rows is not null;

        public bool IsOver { get; private set; }

        public bool Failed { get; private set; }

        public long Sequence { get; private set; }

        public Exception? Fault => lease.Fault;

        public bool Open(long after)
        {
            if (lease.Reader is not DayFileReader reader)
                return false;
            Failed = true;
            command = reader.Connection.CreateCommand();
            command.CommandText = "SELECT seq, block, slot, time FROM events WHERE seq > $after ORDER BY seq";
            command.Parameters.AddWithValue("$after", after);
            rows = command.ExecuteReader();
            Failed = false;
            return true;
        }

        public bool MoveNext()
        {
            Failed = true;
            IsOver = !rows!.Read();
            if (!IsOver)
                Sequence = rows.GetInt64(0);
            Failed = false;
            return !IsOver;
        }

        // The event, if it happened when it should have.
        public StoredEvent? Event()
        {
            if (within is TimeRange range && !range.Contains(SqliteTime.From(rows!.GetInt64(3))))
                return null;
            Failed = true;
            StoredEvent e = lease.Reader!.Event(rows!.GetInt64(1), rows.GetInt32(2));
            if (e.Sequence != Sequence)
                throw new DayFileDamagedException($"{lease.Reader.Path}: event {Sequence} has the number {e.Sequence} in its block");
            Failed = false;
            return e;
        }

        public bool Report(Exception exception) => lease.Report(exception);

        public void Dispose()
        {
            rows?.Dispose();
            command?.Dispose();
            lease.Dispose();
        }
    }
}
