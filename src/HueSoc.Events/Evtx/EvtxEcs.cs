using HueSoc.Events.Normalisers;
using HueSoc.Events.Normalisers.Ecs;
using HueSoc.Events.Readers;

namespace HueSoc.Events.Evtx;

/// <summary>Puts ECS beside what Windows wrote, as the server does with what shippers send. For one thread.</summary>
internal sealed class EvtxEcs
{
    private static readonly JsonBounds Bounds = new();

    // What EventFormats would find it to be.
    private static readonly WinlogbeatFormat Format = new();
    private readonly EventDraft draft = new();

    /// <summary>Whether so much is known of events that no more is kept.</summary>
    public bool IsFull => draft.IsFull;

    /// <summary>Adds an event with its ECS.</summary>
    /// <param name="raw">The event in the Windows layout, one line of JSON.</param>
    /// <param name="plans">What it was written by; null when it was written without a plan.</param>
    /// <param name="context">What is known of it.</param>
    /// <param name="output">Where to. An event that holds more than a document may is written as it is.</param>
    /// <param name="places">Notes where its values stand, if that is known.</param>
    /// <returns>The form of the event; 0 when it is not known.</returns>
    public int Write(ByteSink raw, EventPlans? plans, NormaliserContext context, ByteSink output, ValuePlaces places)
    {
        DocumentShape? shape = plans?.TryFill(draft.Tape, raw.WrittenMemory);
        context.Begin(default);
        if (shape is not null)
        {
            draft.Begin();
            WinlogbeatFormat.Normalise(draft, context, shape);
            draft.Finish(output, shape, places);
        }
        else if (draft.TryRead(raw.WrittenMemory, Bounds))
        {
            _ = Format.TryNormalise(draft, context);
            draft.Finish(output);
        }
        else
        {
            output.Write(raw.Written);
        }

        return places.End(shape);
    }
}
