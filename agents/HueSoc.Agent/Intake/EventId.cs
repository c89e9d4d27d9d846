using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using HueSoc.Agent.Collectors;

namespace HueSoc.Agent.Intake;

/// <summary>
/// The ids of events: the UTC day an event was spooled on, and a hash of where it came from and what it was. The day tells the
/// store in which partition a retry finds its first copy; the hash is the same for the same bytes at the same place.
/// </summary>
internal static class EventId
{
    /// <summary>The length of an id in characters: <c>yyyyMMdd-</c> and 32 hexadecimal digits.</summary>
    public const int Length = 41;

    private const int HashedBytes = 16;
    private const int LongestText = 512;
    private const int NumberBytes = sizeof(int) + sizeof(long);

    /// <summary>Writes an id.</summary>
    /// <param name="day">The UTC day.</param>
    /// <param name="source">The source's id, of at most 512 characters.</param>
    /// <param name="generation">The source's generation.</param>
    /// <param name="position">Where in it the record begins.</param>
    /// <param name="raw">The record as the source has it.</param>
    /// <param name="hash">Used for it; its state does not matter.</param>
    /// <param name="id">Gets <see cref="Length"/> ASCII characters.</param>
    public static void Write(
        DateOnly day, string source, int generation, SourcePosition position, ReadOnlySpan<byte> raw, IncrementalHash hash, Span<byte> id)
    {
        string cursor = position.Cursor ?? "";
        Span<byte> parts = stackalloc byte[Room(source) + Room(cursor) + NumberBytes + sizeof(int)];

        // Every part has its length in front, so that no two lists of parts have the same bytes.
        int length = WriteText(source, parts);
        BinaryPrimitives.WriteInt32LittleEndian(parts[length..], generation);
        BinaryPrimitives.WriteInt64LittleEndian(parts[(length + sizeof(int))..], position.Offset);
        length += NumberBytes;
        length += WriteText(cursor, parts[length..]);
        BinaryPrimitives.WriteInt32LittleEndian(parts[length..], raw.Length);
        hash.AppendData(parts[..(length + sizeof(int))]);
        hash.AppendData(raw);

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        _ = hash.GetHashAndReset(digest);
        WriteDay(day, id);
        id[8] = (byte)'-';
        _ = Convert.TryToHexStringLower(digest[..HashedBytes], id[9..], out _);
    }

    private static void WriteDay(DateOnly day, Span<byte> id)
    {
        int number = (day.Year * 10_000) + (day.Month * 100) + day.Day;
        for (int at = 7; at >= 0; at--, number /= 10)
            id[at] = (byte)('0' + (number % 10));
    }

    private static int Room(string text) => text.Length <= LongestText
        ? sizeof(int) + Encoding.UTF8.GetMaxByteCount(text.Length)
        : throw new ArgumentException($"a part of an id of more than {LongestText} characters", nameof(text));

    private static int WriteText(string text, Span<byte> target)
    {
        int length = Encoding.UTF8.GetBytes(text, target[sizeof(int)..]);
        BinaryPrimitives.WriteInt32LittleEndian(target, length);
        return sizeof(int) + length;
    }
}
