using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs.Journald;

/// <summary>The fields of one record of the journal, in the order they stand there; a name may stand there several times. Used again and again by one thread.</summary>
internal sealed class JournalFields
{
    // The journal itself takes no more than 1024 of a program (ENTRY_FIELD_COUNT_MAX), and a name has at most 64 bytes.
    private const int MostFields = 1024;
    private const int LongestName = 64;

    private readonly ByteSink text = new();
    private readonly ByteSink bytes = new();
    private (int NameStart, int NameLength, int ValueStart, int ValueLength)[] fields = new (int, int, int, int)[48];

    /// <summary>How many values there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a value held bytes that are no text, and now stand as <c>\xHH</c>.</summary>
    public bool Escaped { get; private set; }

    /// <summary>Begins again.</summary>
    public void Clear()
    {
        text.Clear();
        Count = 0;
        Escaped = false;
    }

    /// <summary>A field's name.</summary>
    public ReadOnlySpan<byte> Name(int index) => text.Slice(fields[index].NameStart, fields[index].NameLength);

    /// <summary>A field's value in valid UTF-8.</summary>
    public ReadOnlySpan<byte> Value(int index) => text.Slice(fields[index].ValueStart, fields[index].ValueLength);

    /// <summary>The first value of a field; empty when it has none.</summary>
    public ReadOnlySpan<byte> Find(ReadOnlySpan<byte> name)
    {
        for (int index = 0; index < Count; index++)
        {
            if (Name(index).SequenceEqual(name))
                return Value(index);
        }

        return default;
    }

    /// <summary>Adds a value. What is no field's name, and what is over the bound, is left out.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="value">Its value, whatever bytes.</param>
    public void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (Count == MostFields || !IsName(name))
            return;
        if (Count == fields.Length)
            Array.Resize(ref fields, fields.Length * 2);
        int nameStart = text.Length;
        text.Write(name);
        int valueStart = text.Length;
        if (System.Text.Unicode.Utf8.IsValid(value))
        {
            text.Write(value);
        }
        else
        {
            RecordText.Write(text, value);
            Escaped = true;
        }

        fields[Count++] = (nameStart, name.Length, valueStart, text.Length - valueStart);
    }

    /// <summary>A place to put a value's bytes together before it is added; empty.</summary>
    public ByteSink Scratch()
    {
        bytes.Clear();
        return bytes;
    }

    /// <summary>Whether a text can be a field's name.</summary>
    public static bool IsName(ReadOnlySpan<byte> name)
    {
        foreach (byte b in name)
        {
            if (!(b is (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'0' and <= (byte)'9') or (byte)'_'))
                return false;
        }

        return name.Length is > 0 and <= LongestName;
    }
}
