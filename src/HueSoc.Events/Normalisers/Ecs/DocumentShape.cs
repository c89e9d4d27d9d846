using HueSoc.Events.Normalisers.Windows;
using HueSoc.Events.Readers;

namespace HueSoc.Events.Normalisers.Ecs;

/// <summary>
/// What is found out about a Windows event by looking at its tape, but not at its texts. Where one writer makes many events that differ only in
/// their texts, it is found out once. For one thread.
/// </summary>
internal sealed class DocumentShape
{
    // One form of event has one id, or a few; somebody may have made one with any number of them.
    private const int MostRows = 16;
    private const int LongestNames = 512;

    // It has many only if it is the shape of events of several rows.
    private const int MostForms = 8;

    // By which fields say anything.
    private const int MostLayouts = 32;

    private readonly List<KnownRow> rows = [];
    private readonly List<int> forms = [];
    private readonly List<(AdditionOrder Order, AdditionLayout Layout)> layouts = [];
    private byte[] rooms = [];
    private int[]? paths;

    /// <summary>Whether it is filled in.</summary>
    public bool IsKnown { get; set; }

    /// <summary>Where <c>event.created</c> stands on the tape; -1 when there is none.</summary>
    public int Created { get; set; }

    /// <summary>Where the members of <c>winlog</c> stand that are asked for.</summary>
    public int[] Members { get; set; } = [];

    /// <summary>What there is in the root.</summary>
    public EcsRoots Roots { get; } = new();

    /// <summary>What there is in the place of a field: a number of the asker's; 0 when that is not known yet.</summary>
    public ref byte RoomFor(EcsField field)
    {
        if (rooms.Length <= field.Place.Id)
            Array.Resize(ref rooms, Math.Max(field.Place.Id + 1, EcsPath.Numbered.Length));
        return ref rooms[field.Place.Id];
    }

    /// <summary>The number of the path of each value on the tape; empty when they cannot have one.</summary>
    /// <param name="tape">The tape of an event of this shape.</param>
    /// <param name="forms">Who numbers them; always the same.</param>
    public ReadOnlySpan<int> Paths(JsonTape tape, EventForms forms) => paths ??= FindPaths(tape, forms);

    /// <summary>The form of an event of this shape with its ECS; 0 when it is not known.</summary>
    /// <param name="sequence">The paths of its values.</param>
    /// <param name="all">Who numbers forms; always the same.</param>
    public int FormOf(ReadOnlySpan<int> sequence, EventForms all)
    {
        for (int i = 0; i < forms.Count; i++)
        {
            int known = forms[i];
            if (!sequence.SequenceEqual(all.Paths(known)))
                continue;
            if (i > 0)
                (forms[i - 1], forms[i]) = (known, forms[i - 1]);
            return known;
        }

        int form = all.Of(sequence);
        if (form != 0 && forms.Count < MostForms)
            forms.Add(form);
        return form;
    }

    /// <summary>How the fields that are added to an event of this shape are written. Null when there are too many such layouts.</summary>
    /// <param name="order">The fields.</param>
    /// <param name="additions">Makes the layout, if it is new.</param>
    /// <param name="places">Who numbers forms; always the same.</param>
    public AdditionLayout? LayoutOf(AdditionOrder order, FieldAdditions additions, ValuePlaces places)
    {
        for (int i = 0; i < layouts.Count; i++)
        {
            (AdditionOrder known, AdditionLayout layout) = layouts[i];
            if (!ReferenceEquals(known, order))
                continue;
            if (i > 0)
                (layouts[i - 1], layouts[i]) = (layouts[i], layouts[i - 1]);
            return layout;
        }

        if (layouts.Count == MostLayouts)
            return null;
        AdditionLayout? made = additions.MakeLayout(order, places);
        if (made is not null)
            layouts.Add((order, made));
        return made;
    }

    /// <summary>The row of the table for an event of this shape. Kept for the next one, unless there are many, or their names are long.</summary>
    /// <param name="provider">The name of its source; empty when it names none.</param>
    /// <param name="channel">Its channel.</param>
    /// <param name="id">Its id.</param>
    public KnownRow Row(ReadOnlySpan<byte> provider, ReadOnlySpan<byte> channel, ReadOnlySpan<byte> id)
    {
        foreach (KnownRow known in rows)
        {
            if (known.Is(provider, channel, id))
                return known;
        }

        KnownRow row = new(provider, channel, id);
        if (rows.Count < MostRows && provider.Length + channel.Length + id.Length <= LongestNames)
            rows.Add(row);
        return row;
    }

    // A matcher reads no deeper than 64 levels, and would have to say so.
    private static int[] FindPaths(JsonTape tape, EventForms forms)
    {
        const int Deepest = 32;
        int[] found = new int[tape.Count];
        Span<int> ends = stackalloc int[Deepest];
        Span<int> within = stackalloc int[Deepest];
        int depth = 0;
        for (int index = 0; index < found.Length; index++)
        {
            while (depth > 0 && index >= ends[depth - 1])
                depth--;
            ref JsonEntry entry = ref tape[index];
            int parent = depth == 0 ? EventForms.Root : within[depth - 1];
            int path = entry.KeyStart < 0 ? parent : forms.PathOfDocument(parent, tape.Slice(entry.KeyStart, entry.KeyLength));
            if (path < 0 || (entry.Next > index + 1 && depth == Deepest))
                return [];
            found[index] = path;
            if (entry.Next > index + 1)
                (ends[depth], within[depth++]) = (entry.Next, path);
        }

        return found;
    }
}
