namespace HueSoc.Events.Readers;

/// <summary>
/// Walks what stands between the elements of an array, or between objects that follow one another, and finds where the next
/// one begins: also after one that was cut off. Missing and superfluous commas are nobody's loss and pass.
/// </summary>
internal sealed class ElementGap
{
    private const int NotAtLineStart = -1;

    private readonly RecordHeading heading = new();
    private int indent;
    private int elementIndent;
    private bool inArray;
    private bool wantsElement;
    private bool inGarbage;
    private bool lost;
    private bool justLost;

    /// <summary>The number of the element found last, from 1.</summary>
    public long Element { get; private set; }

    /// <summary>Whether the array is still open.</summary>
    public bool InArray => inArray && !lost;

    /// <summary>Walks on.</summary>
    /// <param name="bytes">What comes next.</param>
    /// <param name="batch">Gets the problems.</param>
    /// <param name="found">Whether an element was found; it begins after the bytes taken.</param>
    /// <returns>How many bytes were taken.</returns>
    public int Take(ReadOnlySpan<byte> bytes, EventBatch batch, out bool found)
    {
        found = false;
        int i = 0;
        while (i < bytes.Length)
        {
            if (lost)
            {
                i += FindLineOfElement(bytes[i..]);
                continue;
            }

            if (BeginsElement(bytes[i], batch))
            {
                found = true;
                return i;
            }

            i++;
        }

        return i;
    }

    /// <summary>
    /// Says that the element was cut off before what comes next. The next one is looked for where people and tools put it: at the
    /// start of a line, no further in than the one that was cut off; or, if that one did not begin a line, right here.
    /// </summary>
    /// <param name="element">What was read of the element last.</param>
    public void Resume(ReadOnlySpan<byte> element)
    {
        lost = justLost = true;
        int line = element.LastIndexOf((byte)'\n');
        ReadOnlySpan<byte> before = element[(line + 1)..];
        bool atLineStart = line >= 0 && before.IndexOfAnyExcept(" \t,\r"u8) < 0;
        indent = atLineStart ? before.Length - before.Count((byte)',') : NotAtLineStart;
    }

    private bool BeginsElement(byte b, EventBatch batch)
    {
        if (heading.Takes(b, canBegin: indent == 0 && !inArray))
        {
            indent = b == '\n' ? 0 : NotAtLineStart;
            return false;
        }

        switch (b)
        {
            case (byte)'\n':
                indent = 0;
                return false;
            case (byte)',':
                wantsElement = inArray;
                inGarbage &= !inArray;
                return false;
            case (byte)'[' when !inArray:
                inArray = wantsElement = true;
                inGarbage = false;
                indent = NotAtLineStart;
                return false;
            case (byte)']' when inArray:
                inArray = wantsElement = inGarbage = false;
                indent = NotAtLineStart;
                return false;
            case (byte)'{' or (byte)'[' or (byte)'"':
                Element++;
                elementIndent = indent;
                indent = NotAtLineStart;
                wantsElement = inGarbage = false;
                return true;
            // The bytes of byte order marks, where files were joined.
            case 0xEF or 0xBB or 0xBF:
                return false;
            default:
                if (!Blank.Is(b))
                    TakeGarbage(batch);
                else if (indent >= 0)
                    indent++;
                return false;
        }
    }

    private void TakeGarbage(EventBatch batch)
    {
        indent = NotAtLineStart;
        if (inGarbage)
            return;
        inGarbage = true;
        if (wantsElement)
        {
            Element++;
            batch.Add(new ReadProblem(Element, "the element is not an object"));
        }
        else
        {
            batch.Add(new ReadProblem(Element, Element == 0 ? "something stands before the first object" : "something that is no object follows the element"));
        }

        wantsElement = false;
    }

    private int FindLineOfElement(ReadOnlySpan<byte> bytes)
    {
        int furthest = elementIndent < 0 ? int.MaxValue : elementIndent;
        for (int i = 0; i < bytes.Length; i++)
        {
            byte b = bytes[i];
            bool bracket = b is (byte)'{' or (byte)'[' or (byte)']' or (byte)'}';
            bool here = justLost && (elementIndent < 0 || b is (byte)']' or (byte)'}');
            justLost = false;
            if (bracket && (here || (b is (byte)'{' or (byte)']' && indent >= 0 && indent <= furthest)))
            {
                lost = false;
                return i;
            }

            if (b == '\n')
            {
                indent = 0;
            }
            else if (indent < 0)
            {
                int rest = bytes[i..].IndexOf((byte)'\n');
                i = rest < 0 ? bytes.Length : i + rest - 1;
            }
            else if (b != ',')
            {
                indent = Blank.Is(b) ? indent + 1 : NotAtLineStart;
            }
        }

        return bytes.Length;
    }
}
