using HueSoc.Events.Normalisers.Ecs;

namespace HueSoc.Events.Normalisers;

/// <summary>Where in a draft the fields of a flat Windows event stand: found in one pass over the document's own keys.</summary>
internal readonly ref struct WindowsFields
{
    /// <summary>How many fields there are.</summary>
    public const int Count = (int)WindowsField.QueryName + 1;

    private static readonly Utf8Names Names = new(Enum.GetNames<WindowsField>());

    private readonly EventDraft draft;
    private readonly Span<int> places;

    /// <summary>Looks for the fields.</summary>
    /// <param name="draft">The event.</param>
    /// <param name="places">Room for <see cref="Count"/> numbers.</param>
    public WindowsFields(EventDraft draft, Span<int> places)
    {
        this.draft = draft;
        this.places = places;
        places.Fill(-1);
        JsonTape tape = draft.Tape;
        int end = tape[0].Next;
        for (int index = 1; index < end; index = tape[index].Next)
        {
            ref JsonEntry entry = ref tape[index];
            if (entry.Removed || entry.KeyFirst is not 0 and (< (byte)'A' or > (byte)'U'))
                continue;
            int field = Names.Find(tape.Key(entry));
            if (field >= 0 && places[field] < 0)
                places[field] = Scalar(tape, index);
        }
    }

    /// <summary>Where a field's value stands on the tape; -1 when there is none, or it says nothing: <c>-</c> is how Windows writes that.</summary>
    public int Place(WindowsField field)
    {
        int place = places[(int)field];
        if (place < 0)
            return -1;
        ReadOnlySpan<byte> raw = draft.Tape.Raw(draft.Tape[place]);
        return raw.SequenceEqual("\"\""u8) || raw.SequenceEqual("\"-\""u8) ? -1 : place;
    }

    /// <summary>The first of several fields that says something; -1 when none does.</summary>
    public int Place(WindowsField first, WindowsField second)
    {
        int place = Place(first);
        return place >= 0 ? place : Place(second);
    }

    /// <summary>A field's value as text.</summary>
    public bool TryGetText(WindowsField field, out ReadOnlySpan<byte> text)
    {
        int place = places[(int)field];
        text = place < 0 ? default : draft.Tape.Text(draft.Tape[place]);
        return place >= 0;
    }

    // An array stands for its first value, as a field that was sent twice becomes one.
    private static int Scalar(JsonTape tape, int index)
    {
        if (tape[index].Kind == JsonKind.Array && tape[index].Next > index + 1)
            index++;
        return tape[index].Kind is JsonKind.Object or JsonKind.Array or JsonKind.Null ? -1 : index;
    }
}
