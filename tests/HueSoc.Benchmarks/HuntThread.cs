using HueSoc.Cli.Hunting;
using HueSoc.Events.Readers;
using HueSoc.Sigma.Matching;

namespace HueSoc.Benchmarks;

/// <summary>What a thread of a hunt keeps from file to file: its matcher, and the batch with what the reader of its format knows of events.</summary>
/// <param name="matcher">The matcher.</param>
internal sealed class HuntThread(EventMatcher matcher)
{
    private readonly BatchMatcher batches = new(matcher);
    private readonly EventBatch batch = new();

    /// <summary>Another one with the same matcher, for another format; not for use at the same time.</summary>
    public HuntThread Fresh() => new(matcher);

    /// <summary>Matches the events of a reader until there are no more.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="gate">Held while a batch is taken.</param>
    /// <returns>(event, rule) pairs.</returns>
    public long Work(EventReader reader, Lock gate)
    {
        long matches = 0;
        while (Take(reader, gate))
        {
            batch.Prepare();
            foreach (EventSlice slice in batch.Events)
            {
                batches.Match(batch, slice);
                matches += matcher.Matches.Length;
            }
        }

        return matches;
    }

    private bool Take(EventReader reader, Lock gate)
    {
        lock (gate)
            return reader.TryRead(batch);
    }
}
