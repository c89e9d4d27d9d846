using System.Runtime.InteropServices;

namespace HueSoc.Events.Normalisers;

/// <summary>
/// One JSON document, taken apart in one pass without copying it. Holds to the grammar of RFC 8259, but takes control characters in
/// strings; never throws for what a document holds. Used again and again by one thread.
/// </summary>
public sealed class JsonTape
{
    private const int DeepestPossible = 64;

    private readonly int[] open = new int[DeepestPossible];
    private readonly ulong[] rootFirsts = new ulong[256 / 64];
    private JsonEntry[] entries = new JsonEntry[256];
    private byte[] plainKeys = new byte[256];
    private int plainKeysLength;

    private object? filledBy;
    private byte[] bytes = [];
    private int bytesStart;

    /// <summary>The document.</summary>
    public ReadOnlyMemory<byte> Source { get; private set; }

    /// <summary>How many values there are; the root is number 0.</summary>
    public int Count { get; private set; }

    /// <summary>What is wrong with the document, when it could not be read.</summary>
    public string? Problem { get; private set; }

    /// <summary>Where that is, in bytes from the start.</summary>
    public int ProblemAt { get; private set; }

    /// <summary>Whether the document ended too early.</summary>
    public bool EndedEarly { get; private set; }

    /// <summary>Whether the document, copied as it is, would be more than one line of canonical JSON: spaces between values, raw control characters, halves of surrogate pairs.</summary>
    public bool NeedsCleaning { get; private set; }

    /// <summary>Whether a field of the root may begin with a byte; false is certain.</summary>
    internal bool MayHaveInRoot(byte first) => ((rootFirsts[first >> 6] >> (first & 63)) & 1) != 0;

    /// <summary>A value.</summary>
    public ref JsonEntry this[int index] => ref entries[index];

    /// <summary>Reads a document.</summary>
    /// <param name="source">The document in valid UTF-8, whole. It must not change while the tape is used.</param>
    /// <param name="bounds">How much it may hold.</param>
    /// <returns>Whether it is one JSON value within the bounds; else <see cref="Problem"/> says why not.</returns>
    public bool TryRead(ReadOnlyMemory<byte> source, JsonBounds bounds)
    {
        Reset(source);
        ReadOnlySpan<byte> json = source.Span;
        int at = 0;
        int depth = 0;
        int keyStart = -1;
        int keyLength = 0;
        int plainStart = -1;
        int plainLength = 0;

        while (true)
        {
            // A value.
            if (!SkipBlanks(json, ref at))
                return Ended(at, "a value is missing");
            if (Count == bounds.Values + 1)
                return Fail(at, $"more than {bounds.Values} values");
            if (Count == entries.Length)
                Array.Resize(ref entries, entries.Length * 2);
            int index = Count++;
            ref JsonEntry entry = ref entries[index];
            entry = new JsonEntry { KeyStart = keyStart, KeyLength = keyLength, PlainKeyStart = plainStart, PlainKeyLength = plainLength, Start = at };
            entry.KeyFirst = plainStart >= 0 ? (plainLength > 0 ? plainKeys[plainStart] : (byte)0) : keyStart >= 0 && keyLength > 0 ? json[keyStart] : (byte)0;
            if (depth == 1)
                rootFirsts[entry.KeyFirst >> 6] |= 1UL << (entry.KeyFirst & 63);
            byte first = json[at];
            if (first is (byte)'{' or (byte)'[')
            {
                if (depth == Math.Min(bounds.Depth, DeepestPossible))
                    return Fail(at, $"more than {bounds.Depth} levels");
                entry.Kind = first == '{' ? JsonKind.Object : JsonKind.Array;
                open[depth++] = index;
                at++;
                if (!SkipBlanks(json, ref at))
                    return Ended(at, "an object or array is not closed");
                if (json[at] != (first == '{' ? '}' : ']'))
                {
                    keyStart = plainStart = -1;
                    if (first == '{' && !ReadKey(json, ref at, bounds, out keyStart, out keyLength, out plainStart, out plainLength))
                        return false;
                    continue;
                }
            }
            else
            {
                if (!ReadScalar(json, ref at, ref entry, bounds))
                    return false;
                entry.Length = at - entry.Start;
                entry.Next = Count;
            }

            // What may follow it: ends of what is open, then a comma.
            while (true)
            {
                if (depth == 0)
                {
                    int end = at;
                    SkipBlanks(json, ref at);
                    return at == json.Length || Fail(end, "something follows the value");
                }

                if (!SkipBlanks(json, ref at))
                    return Ended(at, "an object or array is not closed");
                ref JsonEntry parent = ref entries[open[depth - 1]];
                byte mark = json[at];
                if (mark == (parent.Kind == JsonKind.Object ? '}' : ']'))
                {
                    at++;
                    depth--;
                    parent.Length = at - parent.Start;
                    parent.Next = Count;
                    continue;
                }

                if (mark != ',')
                    return Fail(at, "a comma or an end was expected");
                at++;
                keyStart = plainStart = -1;
                if (parent.Kind == JsonKind.Object && !ReadKey(json, ref at, bounds, out keyStart, out keyLength, out plainStart, out plainLength))
                    return false;
                break;
            }
        }
    }

    private void Reset(ReadOnlyMemory<byte> source)
    {
        filledBy = null;
        SetSource(source);
        Count = 0;
        plainKeysLength = 0;
        Problem = null;
        EndedEarly = false;
        NeedsCleaning = false;
        Array.Clear(rootFirsts);
    }

    private void SetSource(ReadOnlyMemory<byte> source)
    {
        Source = source;
        ArraySegment<byte> segment = MemoryMarshal.TryGetArray(source, out ArraySegment<byte> own) ? own : new(source.ToArray());
        bytes = segment.Array ?? [];
        bytesStart = segment.Offset;
    }

    /// <summary>
    /// Begins a tape whose values are known without reading the document, which is an object and one line of canonical JSON. If the document before was of
    /// the same shape, the values are there already, but for where they stand.
    /// </summary>
    /// <param name="source">The document. It must not change while the tape is used.</param>
    /// <param name="shape">Its shape.</param>
    /// <returns>False when the values are to be added.</returns>
    internal bool TryBegin(ReadOnlyMemory<byte> source, object shape)
    {
        if (ReferenceEquals(filledBy, shape))
        {
            SetSource(source);
            return true;
        }

        Reset(source);
        return false;
    }

    /// <summary>Makes room for values that are known.</summary>
    /// <param name="count">How many will be added.</param>
    internal void Begin(int count)
    {
        if (count > entries.Length)
            Array.Resize(ref entries, Math.Max(count, entries.Length * 2));
    }

    /// <summary>Adds a value that is known.</summary>
    internal ref JsonEntry Add() => ref entries[Count++];

    /// <summary>Adds keys that are compared otherwise than they are written.</summary>
    /// <returns>Where they begin.</returns>
    internal int AddPlainKeys(ReadOnlySpan<byte> keys)
    {
        int start = plainKeysLength;
        if (start + keys.Length > plainKeys.Length)
            Array.Resize(ref plainKeys, Math.Max(plainKeys.Length * 2, start + keys.Length));
        keys.CopyTo(plainKeys.AsSpan(start));
        plainKeysLength += keys.Length;
        return start;
    }

    /// <summary>Ends adding values that are known.</summary>
    /// <param name="shape">The shape of documents that have these.</param>
    internal void End(object shape)
    {
        filledBy = shape;
        for (int index = 1; index < entries[0].Next; index = entries[index].Next)
            rootFirsts[entries[index].KeyFirst >> 6] |= 1UL << (entries[index].KeyFirst & 63);
    }

    /// <summary>All keys that are compared otherwise than they are written, one after the other.</summary>
    internal ReadOnlySpan<byte> PlainKeys => plainKeys.AsSpan(0, plainKeysLength);

    /// <summary>The key of a value as it is compared: unescaped and without spaces.</summary>
    public ReadOnlySpan<byte> Key(in JsonEntry entry) => entry.PlainKeyStart < 0
        ? Slice(entry.KeyStart, entry.KeyLength)
        : plainKeys.AsSpan(entry.PlainKeyStart, entry.PlainKeyLength);

    /// <summary>The key of a value, unescaped and otherwise as it is.</summary>
    internal string ExactKey(in JsonEntry entry)
    {
        ReadOnlySpan<byte> written = Slice(entry.KeyStart, entry.KeyLength);
        byte[] key = new byte[written.Length];
        return System.Text.Encoding.UTF8.GetString(key, 0, JsonStrings.Unescape(written, key));
    }

    /// <summary>Some of the document.</summary>
    internal ReadOnlySpan<byte> Slice(int start, int length) => bytes.AsSpan(bytesStart + start, length);

    /// <summary>The document from some place on, and what lies behind it in memory.</summary>
    internal ReadOnlySpan<byte> From(int start) => bytes.AsSpan(bytesStart + start);

    /// <summary>A value as it is written, quotes and brackets included.</summary>
    public ReadOnlySpan<byte> Raw(in JsonEntry entry) => Slice(entry.Start, entry.Length);

    /// <summary>A scalar as text: a string without quotes and escapes, anything else as it is written.</summary>
    public ReadOnlySpan<byte> Text(in JsonEntry entry)
    {
        if (entry.Kind != JsonKind.Text)
            return Raw(entry);
        ReadOnlySpan<byte> inner = Slice(entry.Start + 1, entry.Length - 2);
        if (!entry.MayHaveEscapes || !inner.Contains((byte)'\\'))
            return inner;
        byte[] text = new byte[inner.Length];
        return text.AsSpan(0, JsonStrings.Unescape(inner, text));
    }

    private bool ReadKey(
        ReadOnlySpan<byte> json, ref int at, JsonBounds bounds, out int start, out int length, out int plainStart, out int plainLength)
    {
        start = plainStart = -1;
        length = plainLength = 0;
        if (!SkipBlanks(json, ref at))
            return Ended(at, "a field is missing");
        if (json[at] != '"')
            return Fail(at, "a field's name was expected");
        int from = at + 1;
        if (!ReadString(json, ref at, bounds, out bool escapes))
            return false;
        start = from;
        length = at - 1 - from;
        ReadOnlySpan<byte> key = json.Slice(start, length);
        if (escapes || key.Contains((byte)' '))
        {
            if (plainKeysLength + length > plainKeys.Length)
                Array.Resize(ref plainKeys, Math.Max(plainKeys.Length * 2, plainKeysLength + length));
            Span<byte> target = plainKeys.AsSpan(plainKeysLength);
            plainStart = plainKeysLength;
            plainLength = JsonStrings.WithoutSpaces(target[..JsonStrings.Unescape(key, target)]);
            plainKeysLength += plainLength;
        }

        if (!SkipBlanks(json, ref at))
            return Ended(at, "a field has no value");
        if (json[at] != ':')
            return Fail(at, "a colon was expected");
        at++;
        return true;
    }

    private bool ReadScalar(ReadOnlySpan<byte> json, ref int at, ref JsonEntry entry, JsonBounds bounds)
    {
        switch (json[at])
        {
            case (byte)'"':
                entry.Kind = JsonKind.Text;
                bool read = ReadString(json, ref at, bounds, out bool escapes);
                entry.MayHaveEscapes = escapes;
                return read;
            case (byte)'t':
                entry.Kind = JsonKind.True;
                return ReadWord(json, ref at, "true"u8);
            case (byte)'f':
                entry.Kind = JsonKind.False;
                return ReadWord(json, ref at, "false"u8);
            case (byte)'n':
                entry.Kind = JsonKind.Null;
                return ReadWord(json, ref at, "null"u8);
            default:
                entry.Kind = JsonKind.Number;
                int length = JsonStrings.NumberLength(json[at..]);
                if (length == 0)
                    return Fail(at, "no JSON value");
                if (length > bounds.StringBytes)
                    return Fail(at, $"a number of more than {bounds.StringBytes} bytes");
                at += length;
                return true;
        }
    }

    private bool ReadWord(ReadOnlySpan<byte> json, ref int at, ReadOnlySpan<byte> word)
    {
        if (!json[at..].StartsWith(word))
            return Fail(at, "no JSON value");
        at += word.Length;
        return true;
    }

    // From the opening quote to behind the closing one.
    private bool ReadString(ReadOnlySpan<byte> json, ref int at, JsonBounds bounds, out bool escapes)
    {
        int from = ++at;
        escapes = false;
        while (true)
        {
            at = JsonStrings.IndexOfMark(json, at);
            if (at >= json.Length)
                return Ended(json.Length, "a string is not closed");
            if (at - from > bounds.StringBytes)
                return Fail(from, $"a string of more than {bounds.StringBytes} bytes");
            byte mark = json[at];
            if (mark == '"')
            {
                at++;
                return true;
            }

            if (mark == '\\')
            {
                escapes = true;
                int length = JsonStrings.EscapeLength(json[at..], out bool whole);
                if (length == 0)
                    return at + 6 > json.Length ? Ended(json.Length, "a string is not closed") : Fail(at, "an unknown escape");
                NeedsCleaning |= !whole;
                at += length;
            }
            else
            {
                NeedsCleaning = true;
                at++;
            }
        }
    }

    private bool SkipBlanks(ReadOnlySpan<byte> json, ref int at)
    {
        while (at < json.Length)
        {
            if (json[at] is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                return true;
            NeedsCleaning = true;
            at++;
        }

        return false;
    }

    private bool Ended(int at, string problem)
    {
        EndedEarly = true;
        return Fail(at, problem);
    }

    private bool Fail(int at, string problem)
    {
        Problem = problem;
        ProblemAt = at;
        return false;
    }
}
