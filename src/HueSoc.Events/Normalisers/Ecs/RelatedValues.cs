namespace HueSoc.Events.Normalisers.Ecs;

/// <summary>Values of one kind that stand anywhere in an event, once each: a field of <c>related</c>. Used again and again by one thread.</summary>
internal sealed class RelatedValues
{
    private const int Most = 32;
    private const int Longest = 1024;

    private readonly ByteSink bytes = new();
    private readonly ByteSink json = new();
    private readonly (int Start, int Length)[] values = new (int Start, int Length)[Most];
    private int count;

    /// <summary>Begins with another event.</summary>
    public void Clear()
    {
        bytes.Clear();
        count = 0;
    }

    /// <summary>Adds a value, if it is not there yet. A value that is very long is no name of anything.</summary>
    public void Add(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || value.Length > Longest || count == Most)
            return;
        for (int i = 0; i < count; i++)
        {
            if (bytes.Slice(values[i].Start, values[i].Length).SequenceEqual(value))
                return;
        }

        values[count++] = (bytes.Length, value.Length);
        bytes.Write(value);
    }

    /// <summary>The values as a JSON array, valid until the next call; empty when there are none.</summary>
    public ReadOnlySpan<byte> Json()
    {
        if (count == 0)
            return default;
        json.Clear();
        for (int i = 0; i < count; i++)
        {
            json.Write(i == 0 ? "[\""u8 : ",\""u8);
            JsonStrings.Escape(json, bytes.Slice(values[i].Start, values[i].Length));
            json.Write((byte)'"');
        }

        json.Write((byte)']');
        return json.Written;
    }
}
