using HueSoc.Events.Readers;
using HueSoc.Sigma.Matching;

namespace HueSoc.Cli.Hunting;

/// <summary>Matches the events of batches, which may know where the values of their events stand. For one thread.</summary>
/// <param name="matcher">The matcher.</param>
internal sealed class BatchMatcher(EventMatcher matcher)
{
    private BatchForms? forms;

    /// <summary>The matcher, to be asked what it found in the last event.</summary>
    public EventMatcher Matcher => matcher;

    /// <summary>Evaluates all rules on an event.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="slice">One of its events.</param>
    /// <returns>What kept the event from being read, if anything.</returns>
    public EventFault Match(EventBatch batch, in EventSlice slice)
    {
        ReadOnlyMemory<byte> json = batch.Buffer.AsMemory(slice.Offset, slice.Length);
        if (slice.Form == 0)
            return matcher.Match(json);
        if (forms is null || !ReferenceEquals(forms.Own, batch.Forms))
            forms = new BatchForms(batch.Forms!);
        return matcher.Match(json, new EventPlaces(forms, slice.Form, batch.PlacesOf(slice)));
    }

    private sealed class BatchForms(EventForms own) : IEventForms
    {
        public EventForms Own => own;

        public ReadOnlySpan<int> Paths(int form) => own.Paths(form);

        public int Parent(int path) => own.Parent(path);

        public ReadOnlySpan<byte> Key(int path) => own.Key(path);
    }
}
