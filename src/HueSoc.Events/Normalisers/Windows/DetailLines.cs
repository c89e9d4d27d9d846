using HueSoc.Events.Normalisers.Ecs;

namespace HueSoc.Events.Normalisers.Windows;

/// <summary>
/// Texts of lines <c>Name=value</c>, as PowerShell writes them into one field, and where the values go. One of the values is the command line of the host, in which whoever began it
/// may have written lines like these: what stands before it stays, and of what stands behind it the last line of a name counts, which is PowerShell's own.
/// </summary>
internal sealed class DetailLines
{
    private const int LongestName = 32;
    private const int MostNames = 64;

    private readonly Utf8Names names;
    private readonly EcsField[][] targets;
    private readonly int foreign;
    private readonly int last;

    /// <param name="map">The names without their spaces, and where their values go.</param>
    /// <param name="foreign">The name of the value that is not PowerShell's own.</param>
    /// <param name="last">The name of the value that runs to the end of the text; null for none.</param>
    public DetailLines(FieldMap map, string foreign, string? last)
    {
        string[] distinct = [.. map.Fields.Select(field => field.Source).Distinct(StringComparer.Ordinal)];
        if (distinct.Length > MostNames)
            throw new ArgumentException($"more than {MostNames} names", nameof(map));
        names = new(distinct);
        targets = [.. distinct.Select(name => map.Fields.Where(field => field.Source == name).Select(field => field.Target).ToArray())];
        this.foreign = Array.IndexOf(distinct, foreign);
        this.last = last is null ? -1 : Array.IndexOf(distinct, last);
    }

    /// <summary>Writes the values of a text.</summary>
    public void Write(EcsWriter writer, ReadOnlySpan<byte> text)
    {
        Span<int> starts = stackalloc int[MostNames];
        starts.Clear();
        Span<int> lengths = stackalloc int[MostNames];
        lengths.Clear();
        Span<byte> name = stackalloc byte[LongestName];
        ulong seen = 0;
        ulong settled = 0;
        for (int start = 0; start < text.Length;)
        {
            int end = text[start..].IndexOf((byte)'\n');
            end = end < 0 ? text.Length : start + end;
            ReadOnlySpan<byte> line = text[start..end];
            int equals = line[..Math.Min(line.Length, LongestName * 2)].IndexOf((byte)'=');
            int number = equals <= 0 ? -1 : names.Find(name[..WithoutBlanks(line[..equals], name)]);
            if (number >= 0 && (settled & (1UL << number)) == 0)
            {
                seen |= 1UL << number;
                starts[number] = start + equals + 1;
                lengths[number] = number == last ? text.Length - starts[number] : line.Length - equals - 1;
                if (number == last)
                    break;
                if (number == foreign)
                    settled = seen;
            }

            start = end + 1;
        }

        for (int number = 0; number < names.Count; number++)
        {
            ReadOnlySpan<byte> value = text.Slice(starts[number], lengths[number]).Trim(" \t\r\n"u8);
            foreach (EcsField target in value.IsEmpty ? [] : targets[number])
                writer.Write(target, value);
        }
    }

    private static int WithoutBlanks(ReadOnlySpan<byte> written, Span<byte> name)
    {
        int length = 0;
        foreach (byte b in written)
        {
            if (b is (byte)' ' or (byte)'\t' or (byte)'\r')
                continue;
            if (length == name.Length)
                return 0;
            name[length++] = b;
        }

        return length;
    }
}
