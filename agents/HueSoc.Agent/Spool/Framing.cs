using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace HueSoc.Agent.Spool;

/// <summary>
/// The frames of all the spool's files: length, payload, CRC-32C of length and payload, and the length again; numbers are little-endian.
/// A payload is shorter than 16 MiB, so that each frame has a byte 0, which no JSON text has: nothing inside a document can be taken for a frame.
/// </summary>
internal static class Framing
{
    /// <summary>How many bytes a frame has besides its payload.</summary>
    public const int Overhead = 12;

    /// <summary>How many of them are before it.</summary>
    public const int Before = 4;

    /// <summary>How long a payload may be.</summary>
    public const int MaxPayload = (1 << 24) - 1;

    /// <summary>Completes a frame whose payload is in place.</summary>
    public static void Seal(Span<byte> frame)
    {
        int length = frame.Length - Overhead;
        BinaryPrimitives.WriteInt32LittleEndian(frame, length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[(Before + length)..], Checksum(frame[..(Before + length)]));
        BinaryPrimitives.WriteInt32LittleEndian(frame[(Before + length + 4)..], length);
    }

    /// <summary>The length of the payload that the first four bytes name.</summary>
    /// <returns>False when no payload has that length.</returns>
    public static bool TryReadLength(ReadOnlySpan<byte> four, out int length)
    {
        return BinaryPrimitives.TryReadInt32LittleEndian(four, out length) && length is > 0 and <= MaxPayload;
    }

    /// <summary>Whether the bytes are a frame, from its first to its last.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> frame)
    {
        int length = frame.Length - Overhead;
        return BinaryPrimitives.ReadInt32LittleEndian(frame) == length
            && BinaryPrimitives.ReadInt32LittleEndian(frame[(Before + length + 4)..]) == length
            && BinaryPrimitives.ReadUInt32LittleEndian(frame[(Before + length)..]) == Checksum(frame[..(Before + length)]);
    }

    /// <summary>CRC-32C (Castagnoli; RFC 3720 appendix B.4), with the processor's instruction where there is one.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words)
            crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));

        foreach (byte single in bytes[(words.Length * sizeof(ulong))..])
            crc = BitOperations.Crc32C(crc, single);

        return ~crc;
    }
}
