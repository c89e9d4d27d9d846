using HueSoc.Events.Normalisers.Ecs;

namespace HueSoc.Events.Normalisers.Windows;

/// <summary>Where in a draft the own data of an event stands.</summary>
internal readonly ref struct EventValues
{
    private readonly EventDraft draft;
    private readonly int first;
    private readonly int second;
    private readonly KnownRow? known;

    /// <param name="draft">The event.</param>
    /// <param name="context">What is known of it.</param>
    /// <param name="first">The object that holds its fields; -1 for none.</param>
    /// <param name="second">Another one; -1 for none.</param>
    /// <param name="known">What is known of events of its shape; null for nothing.</param>
    public EventValues(EventDraft draft, NormaliserContext context, int first, int second, KnownRow? known = null)
    {
        this.known = known;
        this.draft = draft;
        this.first = first;
        this.second = second;
        Context = context;
    }

    /// <summary>What is known of the event.</summary>
    public NormaliserContext Context { get; }

    /// <summary>Where the scalar of a name stands on the tape; -1 when there is none.</summary>
    public int Find(ReadOnlySpan<byte> name) => known is null ? Search(name) : known.PlaceOf(name, this);

    /// <summary>The same, by looking through all of it.</summary>
    public int Search(ReadOnlySpan<byte> name)
    {
        int place = FindIn(first, name);
        return place >= 0 ? place : FindIn(second, name);
    }

    /// <summary>Where the number-th of the values without names stands, from 1; -1 when there is none. They are <c>param1</c> …, or an array <c>Data</c>.</summary>
    public int FindUnnamed(int number)
    {
        Span<byte> name = stackalloc byte[6];
        "param"u8.CopyTo(name);
        name[5] = (byte)('0' + number);
        int place = Find(name);
        return place >= 0 ? place : ElementOf(number);
    }

    /// <summary>The text of a value; empty when there is none. Valid until the writer is asked for the next one.</summary>
    public ReadOnlySpan<byte> Text(ReadOnlySpan<byte> name)
    {
        int place = Find(name);
        return place < 0 ? default : draft.Ecs.Text(place);
    }

    /// <summary>The text of a field of the event as a whole; empty when there is none.</summary>
    public ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> path)
    {
        int place = Scalar(draft.Tape, draft.Find(path));
        return place < 0 ? default : draft.Ecs.Text(place);
    }

    /// <summary>Finds the sources of an event of the table.</summary>
    /// <param name="names">Their names.</param>
    /// <param name="places">Room for as many places.</param>
    public void Find(Utf8Names names, Span<int> places)
    {
        if (known?.Places is { } found)
        {
            found.CopyTo(places);
            return;
        }

        places.Fill(-1);
        Find(names, places, first);
        Find(names, places, second);
        for (int number = 0; number < places.Length; number++)
        {
            if (places[number] < 0 && names[number].StartsWith("winlog."u8))
                places[number] = Scalar(draft.Tape, draft.Find(names[number]));
        }

        known?.Places = places.ToArray();
    }

    // An array stands for its first value, as a field that was written twice becomes one.
    private static int Scalar(JsonTape tape, int index)
    {
        if (index < 0)
            return -1;
        if (tape[index].Kind == JsonKind.Array && tape[index].Next > index + 1)
            index++;
        return tape[index].Kind is JsonKind.Object or JsonKind.Array or JsonKind.Null ? -1 : index;
    }

    private void Find(Utf8Names names, Span<int> places, int container)
    {
        if (container < 0)
            return;
        JsonTape tape = draft.Tape;
        int end = tape[container].Next;
        for (int index = container + 1; index < end; index = tape[index].Next)
        {
            int number = tape[index].Removed ? -1 : names.Find(tape.Key(tape[index]));
            if (number >= 0 && places[number] < 0)
                places[number] = Scalar(tape, index);
        }
    }

    private int FindIn(int container, ReadOnlySpan<byte> name)
    {
        if (container < 0)
            return -1;
        JsonTape tape = draft.Tape;
        int end = tape[container].Next;
        for (int index = container + 1; index < end; index = tape[index].Next)
        {
            if (!tape[index].Removed && tape.Key(tape[index]).SequenceEqual(name))
                return Scalar(tape, index);
        }

        return -1;
    }

    private int ElementOf(int number)
    {
        if (first < 0)
            return -1;
        JsonTape tape = draft.Tape;
        int end = tape[first].Next;
        for (int index = first + 1; index < end; index = tape[index].Next)
        {
            if (tape[index].Kind != JsonKind.Array || !tape.Key(tape[index]).SequenceEqual("Data"u8))
                continue;
            int element = index + 1;
            while (element < tape[index].Next && --number > 0)
                element = tape[element].Next;
            return element < tape[index].Next && tape[element].Kind is not (JsonKind.Object or JsonKind.Array or JsonKind.Null) ? element : -1;
        }

        return -1;
    }
}
