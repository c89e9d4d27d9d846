namespace HueSoc.Events.Normalisers.Ecs;

/// <summary>
/// Writes what a document says under other names into fields of ECS. A value that is there stays, and so does whatever stands where an object of ECS would have to be.
/// One event after another, by one thread; nothing is allocated for an event.
/// </summary>
/// <param name="draft">The event.</param>
internal sealed class EcsWriter(EventDraft draft)
{
    // What an event can grow by. Everything that is copied stands in it already, but one text may be asked for by several fields.
    private const int MostAdded = 512 << 10;

    private static readonly EcsField RelatedHash = new("related.hash");
    private static readonly EcsField RelatedHosts = new("related.hosts");
    private static readonly EcsField RelatedIp = new("related.ip");
    private static readonly EcsField RelatedUser = new("related.user");

    private readonly ByteSink unescaped = new();
    private readonly EcsRoots ownRoots = new();
    private EcsRoots roots = new();
    private DocumentShape? shape;
    private uint without;
    private int room;

    /// <summary>Hashes of files, for <c>related.hash</c>.</summary>
    public RelatedValues Hashes { get; } = new();

    /// <summary>Names of machines, for <c>related.hosts</c>.</summary>
    public RelatedValues Hosts { get; } = new();

    /// <summary>Addresses, for <c>related.ip</c>.</summary>
    public RelatedValues Ips { get; } = new();

    /// <summary>Names of users, for <c>related.user</c>.</summary>
    public RelatedValues Users { get; } = new();

    /// <summary>A list in the making.</summary>
    public ByteSink List { get; } = new();

    /// <summary>Begins with the document that the draft has read.</summary>
    /// <param name="without">The bits of objects in the root that get nothing, see <see cref="EcsField.RootOf"/>.</param>
    public void Begin(uint without = 0)
    {
        ownRoots.Read(draft.Tape);
        Begin(ownRoots, shape: null, without);
    }

    /// <summary>Begins with a document of a shape that is known.</summary>
    public void Begin(DocumentShape shape) => Begin(shape.Roots, shape, without: 0);

    /// <summary>Writes what was found to be related.</summary>
    public void End()
    {
        Put(RelatedHash, Hashes.Json());
        Put(RelatedHosts, Hosts.Json());
        Put(RelatedIp, Ips.Json());
        Put(RelatedUser, Users.Json());
    }

    /// <summary>Writes a value of the document in the field's form.</summary>
    /// <param name="field">The field.</param>
    /// <param name="place">Where the value stands on the tape; -1 for none.</param>
    public void Write(EcsField field, int place)
    {
        if (place < 0 || SaysNothing(place))
            return;
        if (field.Value == EcsValue.Text)
            PutAsIs(field, place);
        else if (!EcsForms.TryWriteInner(this, field, Inner(place), place))
            EcsForms.Write(this, field, Text(place), place);
    }

    /// <summary>Writes a text in the field's form. It must not be one that <see cref="Text"/> gave before the last one.</summary>
    public void Write(EcsField field, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text is [(byte)'-'])
            return;
        if (field.Value == EcsValue.Text)
            PutText(field, text);
        else
            EcsForms.Write(this, field, text, place: -1);
    }

    /// <summary>The text of a scalar of the document; valid until the next one is asked for.</summary>
    public ReadOnlySpan<byte> Text(int place)
    {
        ref JsonEntry entry = ref draft.Tape[place];
        if (!entry.MayHaveEscapes || entry.Kind != JsonKind.Text)
            return draft.Tape.Text(entry);
        ReadOnlySpan<byte> inner = draft.Tape.Raw(entry)[1..^1];
        if (!inner.Contains((byte)'\\'))
            return inner;
        unescaped.Clear();
        Span<byte> target = unescaped.Reserve(inner.Length);
        return target[..JsonStrings.Unescape(inner, target)];
    }

    /// <summary>Puts a text into a field as the document has it: what is one line of JSON already need not be read and written again.</summary>
    public void PutAsIs(EcsField field, int place)
    {
        ref JsonEntry entry = ref draft.Tape[place];
        if (entry.Kind != JsonKind.Text || draft.Tape.NeedsCleaning)
        {
            PutText(field, Text(place));
            return;
        }

        PutSlice(field, entry.Start, entry.Length);
    }

    /// <summary>Puts what stands between the quotes of a text into a field: a value that is no text there.</summary>
    public void PutInnerAsIs(EcsField field, int place) => PutSlice(field, draft.Tape[place].Start + 1, draft.Tape[place].Length - 2);

    /// <summary>Puts a text into a field of which it is known how it stands in JSON.</summary>
    /// <param name="field">The field.</param>
    /// <param name="inner">What stands between the quotes; empty for none.</param>
    public void PutInner(EcsField field, ReadOnlySpan<byte> inner)
    {
        if (inner.IsEmpty || inner.Length > room || (field.Root & without) != 0)
            return;
        Room there = RoomFor(field);
        if (there == Room.Untouched)
        {
            if (draft.TryAddInner(field.Place, inner))
                room -= inner.Length;
        }
        else if (there == Room.Unknown && IsOpen(field.Path))
        {
            room -= inner.Length;
            draft.SetInner(field.Path, inner);
        }
    }

    /// <summary>Puts a text into a field.</summary>
    public void PutText(EcsField field, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text.Length > room || (field.Root & without) != 0)
            return;
        Room there = RoomFor(field);
        if (there == Room.Untouched)
        {
            if (draft.TryAddText(field.Place, text))
                room -= text.Length;
        }
        else if (there == Room.Unknown && IsOpen(field.Path))
        {
            room -= text.Length;
            draft.SetText(field.Path, text);
        }
    }

    /// <summary>Puts a value into a field.</summary>
    /// <param name="field">The field.</param>
    /// <param name="json">The value as one line of JSON; empty for none.</param>
    public void Put(EcsField field, ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty || json.Length > room || (field.Root & without) != 0)
            return;
        Room there = RoomFor(field);
        if (there == Room.Untouched)
        {
            if (draft.TryAddJson(field.Place, json))
                room -= json.Length;
        }
        else if (there == Room.Unknown)
        {
            PutUnknown(field, json);
        }
    }

    /// <summary>Puts a whole number into a field.</summary>
    public void Put(EcsField field, long number) => Put(field, JsonStrings.Number(number, stackalloc byte[24]));

    // Some of the document, which is one line of JSON.
    private void PutSlice(EcsField field, int start, int length)
    {
        if (length > room || (field.Root & without) != 0)
            return;
        Room there = RoomFor(field);
        if (there == Room.Untouched)
        {
            if (draft.TryAddValue(field.Place, start, length))
                room -= length;
        }
        else if (there == Room.Unknown)
        {
            PutUnknown(field, draft.Tape.Slice(start, length));
        }
    }

    private void PutUnknown(EcsField field, ReadOnlySpan<byte> json)
    {
        if (!IsOpen(field.Path))
            return;
        room -= json.Length;
        draft.SetJson(field.Path, json);
    }

    // What stands between the quotes of a text; empty when it is none, or not to be taken over as it is.
    private ReadOnlySpan<byte> Inner(int place)
    {
        ref JsonEntry entry = ref draft.Tape[place];
        return entry.Kind == JsonKind.Text && !draft.Tape.NeedsCleaning ? draft.Tape.Raw(entry)[1..^1] : default;
    }

    // A minus is how Windows writes that there is nothing to say.
    private bool SaysNothing(int place)
    {
        ReadOnlySpan<byte> raw = draft.Tape.Raw(draft.Tape[place]);
        return raw.Length <= 3 && (raw.SequenceEqual("\"\""u8) || raw.SequenceEqual("\"-\""u8));
    }

    private void Begin(EcsRoots roots, DocumentShape? shape, uint without)
    {
        this.roots = roots;
        this.shape = shape;
        this.without = without;
        Hashes.Clear();
        Hosts.Clear();
        Ips.Clear();
        Users.Clear();
        room = MostAdded;
    }

    private Room RoomFor(EcsField field)
    {
        if (shape is null)
            return FindRoom(field);
        ref byte known = ref shape.RoomFor(field);
        if (known == 0)
            known = (byte)FindRoom(field);
        return (Room)known;
    }

    // What the document has where the field goes: most have no such object in the root, or one without anything of that name.
    private Room FindRoom(EcsField field)
    {
        if (field.Root == 0)
            return Room.Unknown;
        if ((roots.Taken & field.Root) == 0)
            return Room.Untouched;
        if (!roots.ArePlain(field.Root) || field.InRoot.Length == 0)
            return Room.Unknown;
        JsonTape tape = draft.Tape;
        int holder = roots.PlaceOf(field.Root);
        ReadOnlySpan<byte> name = field.InRoot;
        for (int index = holder + 1; index < tape[holder].Next; index = tape[index].Next)
        {
            ref JsonEntry entry = ref tape[index];
            if (entry.KeyFirst != name[0] && entry.KeyFirst != 0)
                continue;
            ReadOnlySpan<byte> key = tape.Key(entry);
            if (name.SequenceEqual(key) && entry.Kind != JsonKind.Null && !entry.Removed)
                return Room.Taken;
            if (name.StartsWith(key) || key.StartsWith(name))
                return Room.Unknown;
        }

        return Room.Untouched;
    }

    private bool IsOpen(ReadOnlySpan<byte> path)
    {
        if (draft.Has(path))
            return false;
        for (int dot = path.IndexOf((byte)'.'); dot >= 0;)
        {
            int parent = draft.Find(path[..dot]);
            if (parent >= 0 && draft.Tape[parent].Kind != JsonKind.Object)
                return false;
            int next = path[(dot + 1)..].IndexOf((byte)'.');
            dot = next < 0 ? -1 : dot + 1 + next;
        }

        return true;
    }

    // What stands where a field goes.
    private enum Room : byte
    {
        // Nothing, and nothing is in its way.
        Untouched = 1,

        // A value.
        Taken,

        // It has to be looked at.
        Unknown,
    }
}
