using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace HueSoc.Events.Evtx;

/// <summary>
/// A name in a chunk ([MS-EVEN6] 2.2.12, Name): the offset of the next one in its hash bucket, the hash, the count of characters, the
/// characters and a NUL. It stands where it is first used, or is referred to by its offset.
/// </summary>
internal static class BinXmlName
{
    /// <summary>How many bytes stand before the characters.</summary>
    public const int HeadBytes = 8;

    private const uint HashFactor = 65599;

    /// <summary>The characters of a name; empty when there is none at that offset.</summary>
    public static ReadOnlySpan<byte> Characters(ReadOnlySpan<byte> chunk, uint offset)
    {
        if (offset > chunk.Length - HeadBytes)
            return default;
        int bytes = 2 * BinaryPrimitives.ReadUInt16LittleEndian(chunk[((int)offset + 6)..]);
        return bytes <= chunk.Length - HeadBytes - (int)offset ? chunk.Slice((int)offset + HeadBytes, bytes) : default;
    }

    /// <summary>How many bytes a name of so many bytes takes up where it stands.</summary>
    public static int Length(ReadOnlySpan<byte> characters) => HeadBytes + characters.Length + 2;

    /// <summary>Whether there is a name at an offset whose hash is right: it hardly is by accident.</summary>
    public static bool IsSure(ReadOnlySpan<byte> chunk, uint offset)
    {
        ReadOnlySpan<byte> characters = Characters(chunk, offset);
        if (characters.IsEmpty)
            return false;
        return (ushort)Hash(MemoryMarshal.Cast<byte, char>(characters)) == BinaryPrimitives.ReadUInt16LittleEndian(chunk[((int)offset + 4)..]);
    }

    // Four characters a step, as each multiplication waits for the one before it.
    private static uint Hash(ReadOnlySpan<char> name)
    {
        const uint Factor2 = unchecked(HashFactor * HashFactor);
        const uint Factor3 = unchecked(Factor2 * HashFactor);
        const uint Factor4 = unchecked(Factor3 * HashFactor);
        uint hash = 0;
        for (; name.Length >= 4; name = name[4..])
            hash = (hash * Factor4) + (name[0] * Factor3) + (name[1] * Factor2) + (name[2] * HashFactor) + name[3];
        foreach (char c in name)
            hash = (hash * HashFactor) + c;
        return hash;
    }
}
