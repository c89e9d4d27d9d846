using System.Buffers.Binary;
using System.Buffers.Text;

namespace HueSoc.Storage.Sqlite;

/// <summary>A place in the answer to a search: behind one event, in the answer as it was when the first page was given.</summary>
/// <param name="Time">When the event happened.</param>
/// <param name="Sequence">Its number.</param>
/// <param name="Horizon">The highest number that was there at the first page; later events are not in this answer.</param>
internal readonly record struct SearchCursor(long Time, long Sequence, long Horizon)
{
    private const int Length = 24;

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="ArgumentException">It did not.</exception>
    public static SearchCursor Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (!Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out int written) || written != Length)
            throw new ArgumentException("this is not a place that a search gave out", nameof(text));
        return new(
            BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes[8..]), BinaryPrimitives.ReadInt64BigEndian(bytes[16..]));
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Time);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], Sequence);
        BinaryPrimitives.WriteInt64BigEndian(bytes[16..], Horizon);
        return Base64Url.EncodeToString(bytes);
    }
}
