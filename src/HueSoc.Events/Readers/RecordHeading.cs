namespace HueSoc.Events.Readers;

/// <summary>
/// Recognises, byte by byte, a line such as <c>Record 17</c>: converters of event logs write one above each object, and it
/// says nothing that the object does not say.
/// </summary>
internal sealed class RecordHeading
{
    private int at;

    private static ReadOnlySpan<byte> Word => "Record "u8;

    /// <summary>Whether a byte is part of such a line.</summary>
    /// <param name="b">The next byte.</param>
    /// <param name="canBegin">Whether a line begins with it.</param>
    public bool Takes(byte b, bool canBegin)
    {
        if (at == 0 && !canBegin)
            return false;
        bool fits = at < Word.Length ? b == Word[at] : b is >= (byte)'0' and <= (byte)'9' || (at > Word.Length && b is (byte)'\r' or (byte)'\n');
        at = fits && b != '\n' ? Math.Min(at + 1, Word.Length + 1) : 0;
        return fits;
    }
}
