using System.Buffers.Binary;

namespace HueSoc.Events.Readers;

/// <summary>
/// The checksum of gzip (RFC 1952, section 8): the reflected polynomial 0xEDB88320, eight bytes a step, because the
/// framework has none outside of a package.
/// </summary>
internal static class Crc32
{
    private const int Slices = 8;

    private static readonly uint[] Table = MakeTable();

    /// <summary>The checksum of what <paramref name="crc"/> covers followed by <paramref name="bytes"/>; start with 0.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        uint[] table = Table;
        crc = ~crc;
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
        return ~crc;
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
