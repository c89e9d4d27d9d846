namespace HueSoc.Events.Readers;

/// <summary>Tells from the first bytes of a source whether it holds one event a line, or an array or spread-out objects.</summary>
internal static class JsonShape
{
    /// <summary>How many bytes are looked at. A first line longer than that is taken for one event.</summary>
    public const int SampleBytes = 64 * 1024;

    /// <summary>Whether the first thing in a source is an array.</summary>
    public static bool IsArray(ReadOnlySpan<byte> sample) => sample[Blank.Trim(sample).Skip..] is [(byte)'[', ..];

    /// <summary>
    /// Whether a source begins with an object that does not fill exactly one line. A first line that was cut off, with an event on
    /// the next line, is no reason to take the whole for one object.
    /// </summary>
    public static bool IsSpreadOut(ReadOnlySpan<byte> sample)
    {
        ReadOnlySpan<byte> rest = sample[Blank.Trim(sample).Skip..];
        if (rest.StartsWith("Record "u8) && rest.IndexOf((byte)'\n') is > 0 and int heading)
            rest = rest[(heading + 1)..];
        if (rest is not [(byte)'{', ..])
            return false;
        int newline = rest.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = newline < 0 ? rest : rest[..newline];
        ElementScanner scanner = default;
        switch (scanner.Scan(line, out int taken))
        {
            case ElementEnd.Closed:
                return Blank.Trim(line[taken..]).Length > 0;
            case ElementEnd.NotYet when newline >= 0 && !scanner.InString:
                ReadOnlySpan<byte> next = rest[newline..];
                bool nextIsObject = next[Blank.Trim(next).Skip..] is [(byte)'{', ..];
                return !nextIsObject || line[..Blank.Trim(line).Length] is [.., (byte)'[' or (byte)':'];
            default:
                return false;
        }
    }
}
