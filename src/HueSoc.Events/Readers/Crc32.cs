using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HueSoc.Events.Readers;

/// <summary>
/// The checksum of gzip (RFC 1952, section 8): the reflected polynomial 0xEDB88320, because the framework has none outside of a package. 64 bytes a step where
/// the processor multiplies without carry, else eight.
/// </summary>
internal static class Crc32
{
    private const int Slices = 8;
    private const int FoldBytes = 64;

    // x^n modulo the polynomial, reflected, for what a half of a vector is multiplied with to move on by 512 bits (n = 512 + 32, 512 - 32) and by 128 (n = 128 + 32, 128 - 32).
    private static readonly Vector128<ulong> By512 = Vector128.Create(0x1_5444_2BD4UL, 0x1_C6E4_1596UL);
    private static readonly Vector128<ulong> By128 = Vector128.Create(0x1_7519_97D0UL, 0x0_CCAA_009EUL);

    private static readonly uint[] Table = MakeTable();

    /// <summary>The checksum of what <paramref name="crc"/> covers followed by <paramref name="bytes"/>; start with 0.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        crc = ~crc;
        if (Pclmulqdq.IsSupported && bytes.Length >= FoldBytes)
            crc = Fold(crc, ref bytes);
        return ~ByTable(crc, bytes);
    }

    // Takes as many whole vectors as there are. What is left of them is a vector with the same remainder, which is then divided like any bytes.
    private static uint Fold(uint crc, ref ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<Vector128<ulong>> vectors = MemoryMarshal.Cast<byte, Vector128<ulong>>(bytes);
        bytes = bytes[(vectors.Length * Vector128<byte>.Count)..];
        Vector128<ulong> a = vectors[0] ^ Vector128.CreateScalar((ulong)crc);
        Vector128<ulong> b = vectors[1];
        Vector128<ulong> c = vectors[2];
        Vector128<ulong> d = vectors[3];
        vectors = vectors[4..];
        while (vectors.Length >= 4)
        {
            a = Move(a, By512) ^ vectors[0];
            b = Move(b, By512) ^ vectors[1];
            c = Move(c, By512) ^ vectors[2];
            d = Move(d, By512) ^ vectors[3];
            vectors = vectors[4..];
        }

        a = Move(Move(Move(a, By128) ^ b, By128) ^ c, By128) ^ d;
        foreach (Vector128<ulong> vector in vectors)
            a = Move(a, By128) ^ vector;
        Span<byte> rest = stackalloc byte[Vector128<byte>.Count];
        a.AsByte().CopyTo(rest);
        return ByTable(0, rest);
    }

    private static Vector128<ulong> Move(Vector128<ulong> value, Vector128<ulong> by) =>
        Pclmulqdq.CarrylessMultiply(value, by, 0x00) ^ Pclmulqdq.CarrylessMultiply(value, by, 0x11);

    private static uint ByTable(uint crc, ReadOnlySpan<byte> bytes)
    {
        uint[] table = Table;
        while (bytes.Length >= Slices)
        {
            uint low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = table[(7 << 8) | (int)(low & 0xFF)]
                ^ table[(6 << 8) | (int)((low >> 8) & 0xFF)]
                ^ table[(5 << 8) | (int)((low >> 16) & 0xFF)]
                ^ table[(4 << 8) | (int)(low >> 24)]
                ^ table[(3 << 8) | (int)(high & 0xFF)]
                ^ table[(2 << 8) | (int)((high >> 8) & 0xFF)]
                ^ table[(1 << 8) | (int)((high >> 16) & 0xFF)]
                ^ table[(int)(high >> 24)];
            bytes = bytes[Slices..];
        }

        foreach (byte b in bytes)
            crc = table[(int)((crc ^ b) & 0xFF)] ^ (crc >> 8);
        return crc;
    }

    private static uint[] MakeTable()
    {
        uint[] table = new uint[Slices << 8];
        for (uint i = 0; i < 256; i++)
        {
            uint crc = i;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            table[i] = crc;
        }

        for (int i = 256; i < table.Length; i++)
            table[i] = table[(int)(table[i - 256] & 0xFF)] ^ (table[i - 256] >> 8);
        return table;
    }
}
