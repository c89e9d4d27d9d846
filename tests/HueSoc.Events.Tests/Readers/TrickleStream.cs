namespace HueSoc.Events.Tests.Readers;

/// <summary>Hands out bytes a few at a time, and ends where a part ends as a file does that is still being written: more comes later.</summary>
internal sealed class TrickleStream(int atOnce, params byte[][] parts) : MemoryStream
{
    private int part;
    private int at;

    /// <summary>What is thrown instead of the end of the last part.</summary>
    public Exception? Failure { get; init; }

    public override int Read(Span<byte> buffer)
    {
        if (part == parts.Length)
            return Failure is null ? 0 : throw Failure;
        int count = Math.Min(Math.Min(atOnce, buffer.Length), parts[part].Length - at);
        parts[part].AsSpan(at, count).CopyTo(buffer);
        at += count;
        if (count == 0 && !buffer.IsEmpty)
            (part, at) = (part + 1, 0);
        return count == 0 && part == parts.Length && Failure is not null ? throw Failure : count;
    }
}
