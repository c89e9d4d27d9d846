using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HueSoc.Sigma.Matching;

/// <summary>
/// A fast hash of short byte strings that looks at the first and the last eight bytes and the length. Whoever uses it
/// compares the bytes afterwards, so a collision costs time and nothing else.
/// </summary>
internal static class ByteHash
{
    /// <summary>Hashes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="seed">Told apart from other seeds.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(ReadOnlySpan<byte> bytes, uint seed)
    {
        ref byte start = ref MemoryMarshal.GetReference(bytes);
        int length = bytes.Length;
        ulong first, last;
        if (length >= 8)
        {
            first = Unsafe.ReadUnaligned<ulong>(ref start);
            last = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, length - 8));
        }
        else if (length >= 4)
        {
            first = Unsafe.ReadUnaligned<uint>(ref start);
            last = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, length - 4));
        }
        else
        {
            first = length == 0 ? 0u : start | ((uint)Unsafe.Add(ref start, length >> 1) << 8) | ((uint)Unsafe.Add(ref start, length - 1) << 16);
            last = 0;
        }

        ulong hash = (first * 0x9E3779B97F4A7C15) ^ ((last + seed) * 0xC2B2AE3D27D4EB4F) ^ ((ulong)(uint)length * 0x165667B19E3779F9);
        hash ^= hash >> 29;
        hash *= 0xBF58476D1CE4E5B9;
        return (uint)(hash >> 32);
    }
}
