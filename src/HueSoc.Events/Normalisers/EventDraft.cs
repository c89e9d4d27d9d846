using HueSoc.Events.Normalisers.Ecs;
using HueSoc.Events.Readers;

namespace HueSoc.Events.Normalisers;

/// <summary>
/// An event on its way from what was received to one line of JSON: fields can be looked up, taken out and added under their
/// ECS names, whichever way the document spells them (nested, dotted, both, escaped, in arrays, several times).
/// Used again and again by one thread.
/// </summary>
public sealed class EventDraft
{
    // What a client claims of itself is kept to be looked at, not to fill the disk.
    private const int MostClaims = 16;
    private const int LongestClaim = 512;

    private readonly FieldAdditions additions;
    private readonly EventDraftWriter writer;
    private readonly ByteSink claims = new();
    private int claimCount;
    private EcsWriter? ecs;

    /// <summary>An empty draft.</summary>
    public EventDraft()
    {
        additions = new(Tape);
        writer = new(Tape, additions);
    }

    /// <summary>The document's values.</summary>
    public JsonTape Tape { get; } = new();

    /// <summary>Writes what the document says under other names into fields of ECS.</summary>
    internal EcsWriter Ecs => ecs ??= new(this);

    /// <summary>Whether so much is known of what was added to documents that no more is kept: further documents take longer.</summary>
    internal bool IsFull => additions.IsFull;

    /// <summary>What is wrong with the document, when it could not be read.</summary>
    public string? Problem { get; private set; }

    /// <summary>Reads a document.</summary>
    /// <param name="source">The document in valid UTF-8. It must not change until the draft is finished.</param>
    /// <param name="bounds">How much it may hold.</param>
    /// <returns>Whether it is one JSON object within the bounds.</returns>
    public bool TryRead(ReadOnlyMemory<byte> source, JsonBounds bounds)
    {
        Begin(inOrder: false);
        if (!Tape.TryRead(source, bounds))
            Problem = Tape.Problem;
        else if (Tape[0].Kind != JsonKind.Object)
            Problem = "not a JSON object";
        else if (RepeatedKeys.MayBeIn(Tape) && !Tape.TryRead(RepeatedKeys.Join(Tape), bounds))
            Problem = Tape.Problem;
        return Problem is null;
    }

    /// <summary>Begins with a document whose tape is known, and filled by the caller.</summary>
    internal void Begin() => Begin(inOrder: true);

    private void Begin(bool inOrder)
    {
        additions.Clear(inOrder);
        claims.Clear();
        claimCount = 0;
        Problem = null;
    }

    /// <summary>The first value of a field; -1 when it has none, or only null.</summary>
    public int Find(ReadOnlySpan<byte> path) => IsAbsent(path) ? -1 : FindIn(0, path);

    /// <summary>Whether a field has a value, or was given one.</summary>
    public bool Has(ReadOnlySpan<byte> path) => Find(path) >= 0 || additions.Has(path);

    /// <summary>The first value of a field as text, when it is a scalar or an array that begins with one.</summary>
    public bool TryGetText(ReadOnlySpan<byte> path, out ReadOnlySpan<byte> text)
    {
        int index = Find(path);
        if (index >= 0 && Tape[index].Kind == JsonKind.Array && Tape[index].Next > index + 1)
            index++;
        if (index < 0 || Tape[index].Kind is JsonKind.Object or JsonKind.Array or JsonKind.Null)
        {
            text = default;
            return false;
        }

        text = Tape.Text(Tape[index]);
        return true;
    }

    /// <summary>The value a field was given, as JSON; valid until it is given another.</summary>
    internal bool TryGetAdded(ReadOnlySpan<byte> path, out ReadOnlySpan<byte> json) => additions.TryGet(path, out json);

    /// <summary>Gives a field a text. What stands in its way (another value, a value where the field's parent must be) is claimed.</summary>
    public void SetText(ReadOnlySpan<byte> path, ReadOnlySpan<byte> text)
    {
        SweepAll(path, claim: true);
        additions.AddText(path, text);
    }

    /// <summary>Gives a field a text, unless it has a value or the text is empty.</summary>
    public void Offer(ReadOnlySpan<byte> path, ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty && !Has(path))
            SetText(path, text);
    }

    /// <summary>Gives a field a text, unless it has a value, the text is empty, or something else stands where its parent must be, which stays.</summary>
    internal void Suggest(ReadOnlySpan<byte> path, ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty && IsFree(path))
            SetText(path, text);
    }

    /// <summary>The same for a whole number.</summary>
    internal void Suggest(ReadOnlySpan<byte> path, long number)
    {
        if (IsFree(path))
            SetJson(path, JsonStrings.Number(number, stackalloc byte[24]));
    }

    /// <summary>The same for any value, as JSON.</summary>
    internal void OfferJson(ReadOnlySpan<byte> path, ReadOnlySpan<byte> json)
    {
        if (!json.IsEmpty && IsFree(path))
            SetJson(path, json);
    }

    /// <summary>The same for a list of those of two texts that are not empty, once each.</summary>
    internal void OfferTexts(ReadOnlySpan<byte> path, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default)
    {
        if ((first.IsEmpty && second.IsEmpty) || !IsFree(path))
            return;
        SweepAll(path, claim: true);
        additions.AddTexts(path, first, second.SequenceEqual(first) ? default : second);
    }

    /// <summary>Gives a field a text that is known to have no value, and nothing in its way.</summary>
    internal void AddText(ReadOnlySpan<byte> path, ReadOnlySpan<byte> text) => additions.AddText(path, text);

    /// <summary>Gives a field a value that is known to have none, and nothing in its way.</summary>
    internal void AddJson(ReadOnlySpan<byte> path, ReadOnlySpan<byte> json) => additions.Add(path, json);

    /// <summary>Gives a field a text, unless it was given a value; that the document has none, nor anything in its way, is known.</summary>
    internal bool TryAddText(EcsPath path, ReadOnlySpan<byte> text) => additions.TryAddText(path, text);

    /// <summary>Gives a field a text as it stands between quotes, unless it was given a value; that the document has none, nor anything in its way, is known.</summary>
    internal bool TryAddInner(EcsPath path, ReadOnlySpan<byte> inner) => additions.TryAddInner(path, inner);

    /// <summary>The same for any value, as JSON.</summary>
    internal bool TryAddJson(EcsPath path, ReadOnlySpan<byte> json) => additions.TryAdd(path, json);

    /// <summary>The same for a value that the document has elsewhere, and that is one line of JSON as it stands there.</summary>
    internal bool TryAddValue(EcsPath path, int start, int length) => additions.TryAdd(path, start, length);

    /// <summary>Gives a field a value.</summary>
    /// <param name="path">The field.</param>
    /// <param name="json">The value as JSON, on one line.</param>
    public void SetJson(ReadOnlySpan<byte> path, ReadOnlySpan<byte> json)
    {
        SweepAll(path, claim: true);
        additions.Add(path, json);
    }

    /// <summary>Gives a field a text as it stands between quotes.</summary>
    internal void SetInner(ReadOnlySpan<byte> path, ReadOnlySpan<byte> inner)
    {
        SweepAll(path, claim: true);
        additions.AddInner(path, inner);
    }

    /// <summary>Gives a field a whole number, unless it has a value.</summary>
    public void Offer(ReadOnlySpan<byte> path, long number)
    {
        if (!Has(path))
            SetJson(path, JsonStrings.Number(number, stackalloc byte[24]));
    }

    /// <summary>Takes a field out, every spelling of it.</summary>
    public void Remove(ReadOnlySpan<byte> path) => SweepAll(path, claim: false);

    /// <summary>Takes a value out that stands in the root itself.</summary>
    public void RemoveAt(int index)
    {
        Tape[index].Removed = true;
        Tape[0].Touched = true;
    }

    /// <summary>Takes a field out, every spelling of it, and notes what it claimed to be.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Claim(ReadOnlySpan<byte> path) => SweepAll(path, claim: true);

    /// <summary>Writes the event.</summary>
    /// <returns>One line of JSON; valid until the next document is read.</returns>
    public ReadOnlySpan<byte> Finish()
    {
        EndClaims();
        return writer.Write();
    }

    /// <summary>Writes the event, one line of JSON.</summary>
    /// <param name="output">Where to; it is added at the end.</param>
    internal void Finish(ByteSink output)
    {
        EndClaims();
        writer.Write(output);
    }

    /// <summary>Writes an event of a shape that is known, one line of JSON.</summary>
    /// <param name="output">Where to; it is added at the end.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="places">Notes where its values stand, if that is known.</param>
    internal void Finish(ByteSink output, DocumentShape shape, ValuePlaces places)
    {
        EndClaims();
        writer.Write(output, shape, places);
    }

    private void EndClaims()
    {
        if (claimCount == 0)
            return;
        claims.Write((byte)']');
        additions.Add("huesoc.claimed"u8, claims.Written);
    }

    // Most fields asked for begin like none in the root: then there is nothing to look through. A key that is empty is looked into in any case.
    private bool IsAbsent(ReadOnlySpan<byte> path) => !path.IsEmpty && !Tape.MayHaveInRoot(path[0]) && !Tape.MayHaveInRoot(0);

    // Whether a field has no value, and no scalar stands for the object in the root that it belongs into.
    private bool IsFree(ReadOnlySpan<byte> path)
    {
        if (Has(path))
            return false;
        int dot = path.IndexOf((byte)'.');
        int parent = dot < 0 ? -1 : Find(path[..dot]);
        return parent < 0 || Tape[parent].Kind is JsonKind.Object or JsonKind.Array;
    }

    private bool SweepAll(ReadOnlySpan<byte> path, bool claim) => !IsAbsent(path) && Sweep(0, path, path, claim);

    // Most keys are told apart by their first byte, without looking at the document.
    private static bool CannotBe(byte keyFirst, byte pathFirst) => keyFirst != pathFirst && keyFirst != 0 && pathFirst != 0;

    private int FindIn(int container, ReadOnlySpan<byte> path)
    {
        int end = Tape[container].Next;
        bool isArray = Tape[container].Kind == JsonKind.Array;
        byte begin = isArray || path.IsEmpty ? (byte)0 : path[0];
        for (int index = container + 1; index < end; index = Tape[index].Next)
        {
            ref JsonEntry entry = ref Tape[index];
            if (entry.Removed || CannotBe(entry.KeyFirst, begin))
                continue;
            ReadOnlySpan<byte> rest = path;
            if (!isArray)
            {
                ReadOnlySpan<byte> key = Tape.Key(entry);
                if (!path.StartsWith(key))
                    continue;
                if (path.Length == key.Length)
                {
                    if (entry.Kind == JsonKind.Null)
                        continue;
                    return index;
                }

                if (path[key.Length] != '.')
                    continue;
                rest = path[(key.Length + 1)..];
            }

            if (entry.Kind is JsonKind.Object or JsonKind.Array)
            {
                int found = FindIn(index, rest);
                if (found >= 0)
                    return found;
            }
        }

        return -1;
    }

    // Takes out every value at the path, below it, and every scalar where an object would have to be on the way to it.
    private bool Sweep(int container, ReadOnlySpan<byte> path, ReadOnlySpan<byte> whole, bool claim)
    {
        bool any = false;
        int end = Tape[container].Next;
        bool isArray = Tape[container].Kind == JsonKind.Array;
        byte begin = isArray || path.IsEmpty ? (byte)0 : path[0];
        for (int index = container + 1; index < end; index = Tape[index].Next)
        {
            ref JsonEntry entry = ref Tape[index];
            if (entry.Removed || CannotBe(entry.KeyFirst, begin))
                continue;
            ReadOnlySpan<byte> rest = path;
            bool isContainer = entry.Kind is JsonKind.Object or JsonKind.Array;
            // In an array on the way every element stands for the object.
            bool hit = isArray && !isContainer;
            if (!isArray)
            {
                ReadOnlySpan<byte> key = Tape.Key(entry);
                if (key.Length >= path.Length)
                {
                    hit = key.StartsWith(path) && (key.Length == path.Length || key[path.Length] == '.');
                    if (!hit)
                        continue;
                }
                else if (!path.StartsWith(key) || path[key.Length] != '.')
                {
                    continue;
                }
                else
                {
                    rest = path[(key.Length + 1)..];
                    hit = !isContainer;
                }
            }

            if (hit)
            {
                entry.Removed = true;
                Tape[container].Touched = true;
                any = true;
                if (claim && entry.Kind != JsonKind.Null)
                    AddClaim(whole, Tape.Raw(entry));
            }
            else if (isContainer && Sweep(index, rest, whole, claim))
            {
                any = true;
            }

            if (entry.Touched)
                Tape[container].Touched = true;
        }

        return any;
    }

    private void AddClaim(ReadOnlySpan<byte> path, ReadOnlySpan<byte> raw)
    {
        if (++claimCount > MostClaims)
            return;
        claims.Write(claimCount == 1 ? "[{\"field\":\""u8 : ",{\"field\":\""u8);
        claims.Write(path);
        claims.Write("\",\"value\":\""u8);
        bool cut = raw.Length > LongestClaim;
        if (cut)
        {
            int length = LongestClaim;
            while (length > 0 && (raw[length] & 0xC0) == 0x80)
                length--;
            raw = raw[..length];
        }

        JsonStrings.Escape(claims, raw);
        claims.Write(cut ? "\",\"cut\":true}"u8 : "\"}"u8);
    }
}
