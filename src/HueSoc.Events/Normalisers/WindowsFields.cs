using System.Text;

namespace HueSoc.Events.Normalisers;

/// <summary>Where in a draft the fields of a flat Windows event stand: found in one pass over the document's own keys.</summary>
internal readonly ref struct WindowsFields
{
    /// <summary>How many fields there are.</summary>
    public const int Count = (int)WindowsField.QueryName + 1;

    // By the key's length, which leaves one to eight names to compare with.
    private static readonly (byte[] Name, WindowsField Field)[][] ByLength = Table();

    private static readonly (byte[] Name, EcsParents Parent)[] Parents =
    [
        .. Enum.GetValues<EcsParents>().Where(parent => parent != EcsParents.None).Select(parent => (Encoding.UTF8.GetBytes(parent.ToString().ToLowerInvariant()), parent)),
    ];

    private readonly EventDraft draft;
    private readonly Span<int> places;
    private readonly EcsParents taken;

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
            ReadOnlySpan<byte> key = tape.Key(entry);
            if (entry.KeyFirst is 0 or (>= (byte)'d' and <= (byte)'u'))
                taken |= ParentOf(key);
            if (entry.Removed || key.Length >= ByLength.Length || entry.KeyFirst is not 0 and (< (byte)'A' or > (byte)'U'))
                continue;
            foreach ((byte[] name, WindowsField field) in ByLength[key.Length])
            {
                if (name[0] != key[0] || !key.SequenceEqual(name))
                    continue;
                if (places[(int)field] < 0)
                    places[(int)field] = Scalar(tape, index);
                break;
            }
        }
    }

    /// <summary>Whether the document says nothing there, under any spelling: what is added stands in nobody's way.</summary>
    public bool IsFree(EcsParents parent) => (taken & parent) == 0;

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

    private static EcsParents ParentOf(ReadOnlySpan<byte> key)
    {
        foreach ((byte[] name, EcsParents parent) in Parents)
        {
            if (key.StartsWith(name) && (key.Length == name.Length || key[name.Length] == '.'))
                return parent;
        }

        return EcsParents.None;
    }

    // An array stands for its first value, as a field that was sent twice becomes one.
    private static int Scalar(JsonTape tape, int index)
    {
        if (tape[index].Kind == JsonKind.Array && tape[index].Next > index + 1)
            index++;
        return tape[index].Kind is JsonKind.Object or JsonKind.Array or JsonKind.Null ? -1 : index;
    }

    private static (byte[] Name, WindowsField Field)[][] Table()
    {
        List<(byte[] Name, WindowsField Field)>[] table = [.. Enumerable.Range(0, 20).Select(_ => new List<(byte[], WindowsField)>())];
        foreach (WindowsField field in Enum.GetValues<WindowsField>())
        {
            byte[] name = Encoding.UTF8.GetBytes(field.ToString());
            table[name.Length].Add((name, field));
        }

        return [.. table.Select(names => names.ToArray())];
    }
}
