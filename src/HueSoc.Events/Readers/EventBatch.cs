using System.Runtime.InteropServices;

namespace HueSoc.Events.Readers;

/// <summary>Where an event stands in a batch's buffer, and where it came from.</summary>
/// <param name="Offset">The index of its first byte in <see cref="EventBatch.Buffer"/>.</param>
/// <param name="Length">Its length in bytes; never 0.</param>
/// <param name="Record">Its position in the source: the 1-based line for line formats, the 1-based element for arrays.</param>
#pragma warning disable MA0048 // The batch and what it is made of are one contract.
public readonly record struct EventSlice(int Offset, int Length, long Record)
{
    /// <summary>Its form in <see cref="EventBatch.Forms"/>; 0 when it is not known.</summary>
    public int Form { get; internal init; }

    /// <summary>The first of its places in the batch's list.</summary>
    internal int FirstPlace { get; init; }
}

/// <summary>Something in a source that could not be made an event of. What is around it goes on.</summary>
/// <param name="Record">Its position in the source, as in <see cref="EventSlice.Record"/>; 0 when the source as a whole is meant.</param>
/// <param name="Reason">What is wrong, in one sentence.</param>
public readonly record struct ReadProblem(long Record, string Reason);

/// <summary>
/// A reusable buffer with some events in it. Reading fills whole batches, so that several threads can each take one in
/// turn and work on it alone.
/// </summary>
public sealed class EventBatch
{
    private readonly List<EventSlice> events = [];
    private readonly List<ReadProblem> problems = [];
    private bool isDeferred;

    /// <summary>The bytes the slices point into. Owned by the batch; a reader may replace it by a larger one.</summary>
    public byte[] Buffer { get; internal set; } = [];

    /// <summary>The events, in the order of the source.</summary>
    public ReadOnlySpan<EventSlice> Events => CollectionsMarshal.AsSpan(events);

    /// <summary>What could not be made an event of.</summary>
    public ReadOnlySpan<ReadProblem> Problems => CollectionsMarshal.AsSpan(problems);

    /// <summary>How many bytes of the source, decompressed, this batch covers.</summary>
    public long Bytes { get; internal set; }

    /// <summary>How many bytes of the file as it lies on disk have been read so far, this batch included: for progress.</summary>
    public long FileBytesRead { get; internal set; }

    /// <summary>The forms of the events; null when none of them is known.</summary>
    public EventForms? Forms => Places?.Forms;

    /// <summary>Where the values of the events stand, where that is known.</summary>
    internal ValuePlaces? Places { get; set; }

    /// <summary>
    /// Where the values of an event stand whose form is known, one for each of the form's paths: the first byte, from the start of the event, and how
    /// many there are, quotes included. Of an object or array only the first byte counts, its bracket. Who made the event knows it, so it need not be
    /// read again to be looked at.
    /// </summary>
    /// <param name="slice">One of <see cref="Events"/>.</param>
    public ReadOnlyMemory<(int Start, int Length)> PlacesOf(in EventSlice slice) => slice.Form == 0 ? default : Places!.Of(slice);

    /// <summary>What was last left to do with the batch; kept with what it can use again.</summary>
    internal IBatchDecoder? Decoder { get; private set; }

    /// <summary>
    /// Does what reading left to be done: the costly part of a format whose reader takes turns with others. To be called once after
    /// <see cref="EventReader.TryRead"/>, by whoever has the batch, before its events and problems are looked at. It may wait for batches that were
    /// read from the same source before this one: a thread that holds several prepares them in the order in which they were read.
    /// </summary>
    public void Prepare()
    {
        if (!isDeferred)
            return;
        isDeferred = false;
        Decoder!.Decode(this);
    }

    /// <summary>Leaves something to be done by <see cref="Prepare"/>.</summary>
    internal void Defer(IBatchDecoder decoder)
    {
        Decoder = decoder;
        isDeferred = true;
    }

    internal void Clear()
    {
        if (isDeferred)
            Decoder!.Abandon();
        isDeferred = false;
        events.Clear();
        problems.Clear();
        Places = null;
        Bytes = 0;
    }

    internal void Add(EventSlice slice) => events.Add(slice);

    internal void Add(ReadProblem problem) => problems.Add(problem);
}
