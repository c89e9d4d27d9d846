using System.Collections.Immutable;
using HueSoc.Events.Readers;

namespace HueSoc.Cli.Hunting;

/// <summary>Which batch a worker took.</summary>
/// <param name="Sequence">Its number among all batches of the run, from 0: the order in which results are written.</param>
/// <param name="File">The file it came from.</param>
/// <param name="BytesDone">How many bytes of all files on disk have been read with it, for progress.</param>
#pragma warning disable MA0048 // The feed and what it hands out are one thing.
internal readonly record struct BatchTicket(long Sequence, InputFile File, long BytesDone);

/// <summary>
/// Hands out the events of all files, batch by batch, to however many workers ask. Reading happens in turn, under a
/// lock; each worker brings a batch of its own.
/// </summary>
/// <param name="files">The files, in the order they are read.</param>
/// <param name="options">The bounds.</param>
/// <param name="report">Told, as <c>path: reason</c>, what could not be read; one call at a time.</param>
internal sealed class EventFeed(ImmutableArray<InputFile> files, EventReaderOptions options, Action<string> report) : IDisposable
{
    private readonly Lock gate = new();
    private EventReader? reader;
    private int current = -1;
    private long bytesBefore;
    private long sequence;

    /// <summary>Takes the next batch.</summary>
    /// <param name="batch">The worker's own batch.</param>
    /// <param name="ticket">Which batch it is.</param>
    /// <returns>False when nothing is left.</returns>
    public bool TryTake(EventBatch batch, out BatchTicket ticket)
    {
        if (!TryRead(batch, out ticket))
            return false;

        // Outside of the lock: what costs most is done by all workers at once.
        batch.Prepare();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => reader?.Dispose();

    private bool TryRead(EventBatch batch, out BatchTicket ticket)
    {
        lock (gate)
        {
            while (reader is not null || OpenNext())
            {
                if (TryRead(batch))
                {
                    ticket = new(sequence++, files[current], bytesBefore + batch.FileBytesRead);
                    return true;
                }

                bytesBefore += files[current].Bytes;
                reader?.Dispose();
                reader = null;
            }
        }

        ticket = default;
        return false;
    }

    private bool OpenNext()
    {
        while (current + 1 < files.Length)
        {
            current++;
            EventFileOpening opening = EventFile.Open(files[current].Path, options);
            if (opening.Reader is not null)
            {
                reader = opening.Reader;
                return true;
            }

            report($"{files[current].Path}: {opening.Reason}");
            bytesBefore += files[current].Bytes;
        }

        return false;
    }

    private bool TryRead(EventBatch batch)
    {
        try
        {
            return reader!.TryRead(batch);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A disk or a network share that goes away in the middle: what was read before it counts.
            report($"{files[current].Path}: {e.Message}");
            return false;
        }
    }
}
