using System.Buffers;

namespace HueSoc.Events.Readers;

/// <summary>How far a scan of an element got.</summary>
#pragma warning disable MA0048 // The scanner and what it says are one piece.
internal enum ElementEnd
{
    /// <summary>The bytes ended first.</summary>
    NotYet,

    /// <summary>The element's last bracket was taken.</summary>
    Closed,

    /// <summary>The element was cut off: what comes next is no part of it, or cannot be told to be.</summary>
    Broken,
}

/// <summary>
/// Finds the end of one bracketed JSON element by its brackets and strings, across any number of pieces. Not a parser: it tells
/// where the next element begins even when this one is wrong, in one pass and with a few bytes of state for any depth.
/// </summary>
internal struct ElementScanner
{
    // Deeper brackets are counted without their kind: no event that deep is accepted by anyone who parses it.
    private const int KnownDepth = 64;

    private static readonly SearchValues<byte> StringStops = SearchValues.Create("\"\\\n"u8);

    private long depth;
    private ulong objects;
    private bool inString;
    private bool escaped;
    private bool wantsKey;

    /// <summary>Whether the scan stands inside of a string.</summary>
    public readonly bool InString => inString;

    /// <summary>Whether a bracket met one of the other kind; then the element is not JSON, though its end may have been found.</summary>
    public bool Mismatched { get; private set; }

    /// <summary>Scans on. The first byte ever is the element's opening bracket or quote.</summary>
    /// <param name="bytes">What comes next.</param>
    /// <param name="taken">How much of it belongs to the element.</param>
    public ElementEnd Scan(ReadOnlySpan<byte> bytes, out int taken)
    {
        int i = 0;
        while (i < bytes.Length)
        {
            if (inString)
            {
                if (!TakeString(bytes, ref i))
                {
                    taken = i;
                    return ElementEnd.Broken;
                }

                if (!inString && depth == 0)
                {
                    taken = i;
                    return ElementEnd.Closed;
                }

                continue;
            }

            byte b = bytes[i];
            if (b == '"')
            {
                inString = true;
                wantsKey = false;
            }
            else if (b is (byte)'{' or (byte)'[')
            {
                // Where a name must come no value can: the element before was cut off and this is the next one.
                if (wantsKey)
                {
                    taken = i;
                    return ElementEnd.Broken;
                }

                Push(isObject: b == '{');
            }
            else if (b is (byte)'}' or (byte)']')
            {
                if (!Pop(isObject: b == '}'))
                {
                    taken = i;
                    return ElementEnd.Broken;
                }

                if (depth == 0)
                {
                    taken = i + 1;
                    return ElementEnd.Closed;
                }
            }
            else if (b == ',')
            {
                wantsKey = InObject;
            }

            i++;
        }

        taken = i;
        return ElementEnd.NotYet;
    }

    private readonly bool InObject => depth is > 0 and <= KnownDepth && (objects >> (int)(depth - 1) & 1) != 0;

    // False when the string was cut off by the end of its line, which JSON does not allow inside of one.
    private bool TakeString(ReadOnlySpan<byte> bytes, ref int i)
    {
        if (escaped)
        {
            escaped = false;
            if (bytes[i] == '\n')
                return false;
            i++;
            return true;
        }

        int stop = bytes[i..].IndexOfAny(StringStops);
        if (stop < 0)
        {
            i = bytes.Length;
            return true;
        }

        i += stop;
        if (bytes[i] == '\n')
            return false;
        escaped = bytes[i] == '\\';
        inString = escaped;
        i++;
        return true;
    }

    private void Push(bool isObject)
    {
        if (depth < KnownDepth)
        {
            ulong bit = 1UL << (int)depth;
            objects = isObject ? objects | bit : objects & ~bit;
        }

        depth++;
        wantsKey = isObject && depth <= KnownDepth;
    }

    // A bracket of the wrong kind closes what is open inside of its own kind too. False when nothing of its kind is open.
    private bool Pop(bool isObject)
    {
        wantsKey = false;
        if (depth > KnownDepth)
        {
            depth--;
            return true;
        }

        long at = depth;
        while (at > 0 && ((objects >> (int)(at - 1) & 1) != 0) != isObject)
            at--;
        Mismatched |= at != depth;
        if (at == 0)
            return false;
        depth = at - 1;
        return true;
    }
}
