using System.Diagnostics;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Sqlite;

namespace HueSoc.Benchmarks;

/// <summary>
/// Storing alone, on one thread: a fresh day file with the store's own tables, indexes, full text and pragmas (write-ahead log, <c>synchronous=FULL</c>),
/// written through the store's own prepared statements in commits of the size the store makes at most. What goes in is documents in memory, normalised and stamped: their columns
/// and words are read and their blocks packed, as the tables want them. Left out is all the rest: looking for keys that are there already, numbers
/// over all files, the catalogue, the youngest events in memory, answers.
/// </summary>
internal sealed class RawStore
{
    private readonly List<List<EventToAppend>> commits = [];
    private readonly List<PreparedBatch> ready = [];
    private readonly SqliteEventStoreOptions options;
    private readonly DateOnly day;

    /// <param name="events">What is written.</param>
    /// <param name="folder">A folder for what the store's options want to know.</param>
    public RawStore(List<EventToAppend> events, string folder)
    {
        options = new() { Folder = folder };
        day = Partition.DayOf(events[0].Key.Id)!.Value;
        for (int start = 0; start < events.Count; start += CommitEvents)
            commits.Add(events.GetRange(start, Math.Min(CommitEvents, events.Count - start)));
        ready = commits.ConvertAll(Prepare);
    }

    /// <summary>How many events a commit holds.</summary>
    public int CommitEvents => options.CommitEvents;

    /// <summary>Writes all of it into a new file, from the documents.</summary>
    /// <returns>Seconds, from the first event to the last commit.</returns>
    public double Write(string path) => Write(path, commits.Select(Prepare));

    /// <summary>Writes all of it into a new file, from rows that were made ready before: what SQLite itself takes.</summary>
    /// <returns>Seconds, from the first event to the last commit.</returns>
    public double WriteRows(string path) => Write(path, ready);

    private static double Write(string path, IEnumerable<PreparedBatch> batches)
    {
        long sequence = 0;
        using DayFileWriter writer = DayFileWriter.Open(path);
        FileExtent extent = writer.Extent;
        long began = Stopwatch.GetTimestamp();
        foreach (PreparedBatch batch in batches)
        {
            writer.Begin();
            foreach (PreparedBlock block in batch.Blocks)
            {
                long first = sequence + 1;
                for (int slot = 0; slot < block.Events.Length; slot++)
                {
                    PreparedEvent prepared = block.Events[slot];
                    EventToAppend e = prepared.Event;
                    long time = SqliteTime.Of(e.Timestamp);
                    writer.InsertEvent(
                        ++sequence, prepared.Key, e.ReceivedHash, e.Key, time, SqliteTime.Of(e.Ingested), e.Agency, slot, prepared.Indexing);
                    extent = extent.With(sequence, time);
                }

                bool[] all = new bool[block.Events.Length];
                Array.Fill(all, value: true);
                writer.InsertBlock(block.Body.Finish(first, all));
            }

            writer.PutExtent(extent);
            writer.Commit();
        }

        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private PreparedBatch Prepare(List<EventToAppend> events) => PreparedBatch.Of(events, day, options);
}
