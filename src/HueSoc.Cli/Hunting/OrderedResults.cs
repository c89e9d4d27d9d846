using System.Buffers;

namespace HueSoc.Cli.Hunting;

/// <summary>
/// Brings the results of several workers back into the order of the events, so that the output is the same for every
/// number of threads. A worker that is far ahead of the slowest one waits, which bounds what is held.
/// </summary>
/// <param name="target">Where hits go.</param>
/// <param name="problems">Where problems go.</param>
/// <param name="ahead">How many batches may be held for one that is still being worked on.</param>
/// <param name="correlations">Where hits go that correlations build on; null when there are no correlations.</param>
internal sealed class OrderedResults(OutputTarget target, ProblemReport problems, int ahead, HuntCorrelations? correlations = null)
{
    private readonly Lock counters = new();
    private readonly object gate = new();
    private readonly Dictionary<long, BatchResult> waiting = [];
    private readonly Stack<BatchResult> free = new();
    private HuntPosition position;
    private long next;
    private bool ended;

    /// <summary>How far the run has come. May be asked at any time.</summary>
    public HuntPosition Position
    {
        get
        {
            lock (counters)
                return position;
        }
    }

    /// <summary>Why nothing more can be written; null as long as all is well.</summary>
    public Exception? WriteFault { get; private set; }

    /// <summary>A result to fill.</summary>
    public BatchResult Rent(BatchTicket ticket)
    {
        BatchResult? result;
        lock (gate)
        {
            if (!free.TryPop(out result))
                result = new();
        }

        result.Reset(ticket);
        return result;
    }

    /// <summary>Gives a result back; it is written when its turn comes. Blocks while the worker is too far ahead.</summary>
    /// <returns>False when the run has to end.</returns>
    public bool Complete(BatchResult result)
    {
        lock (gate)
        {
            waiting.Add(result.Ticket.Sequence, result);
            while (!ended && waiting.Remove(next, out BatchResult? ready))
            {
                Write(ready);
                free.Push(ready);
                next++;
                Monitor.PulseAll(gate);
            }

            while (!ended && result.Ticket.Sequence - next >= ahead)
                Monitor.Wait(gate);
            return !ended;
        }
    }

    /// <summary>Ends the run: nothing more is written, and nobody waits any longer.</summary>
    public void Abandon()
    {
        lock (gate)
        {
            ended = true;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Writes what stands after all results.</summary>
    public void WriteLast(ArrayBufferWriter<byte> output)
    {
        lock (gate)
        {
            if (WriteFault is null)
                Write(output.WrittenSpan);
        }
    }

    private void Write(BatchResult result)
    {
        problems.Add(result);
        correlations?.Add(result.Signals);
        if (!Write(result.Output.WrittenSpan))
            return;
        lock (counters)
        {
            position = new(
                Math.Max(position.BytesDone, result.Ticket.BytesDone), position.Events + result.Events, position.Matches + result.Matches);
        }
    }

    private bool Write(ReadOnlySpan<byte> output)
    {
        try
        {
            target.Write(output);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            WriteFault = e;
            ended = true;
            Monitor.PulseAll(gate);
            return false;
        }
    }
}
