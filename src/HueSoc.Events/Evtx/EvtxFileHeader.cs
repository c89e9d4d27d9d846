using System.Buffers.Binary;
using HueSoc.Events.Readers;

namespace HueSoc.Events.Evtx;

/// <summary>
/// The header of a file (libevtx, "EVTX format", file header). Its count of chunks is not used: Windows writes it when it
/// closes the file, and a file that was copied before that says too little.
/// </summary>
/// <param name="IsThere">Whether it begins like an EVTX file.</param>
/// <param name="IsSound">Whether its checksum is right.</param>
/// <param name="IsDirty">Whether the file was not closed: its last chunks may hold more than their headers say.</param>
internal readonly record struct EvtxFileHeader(bool IsThere, bool IsSound, bool IsDirty)
{
    /// <summary>How many bytes there are before the first chunk.</summary>
    public const int Bytes = 4096;

    private const uint Dirty = 1;
    private const uint NoChecksums = 4;

    /// <summary>Reads a header.</summary>
    /// <param name="header">The first bytes of the file.</param>
    public static EvtxFileHeader Read(ReadOnlySpan<byte> header)
    {
        if (header.Length < 128 || !header.StartsWith("ElfFile\0"u8))
            return default;
        uint flags = BinaryPrimitives.ReadUInt32LittleEndian(header[120..]);
        bool sound = (flags & NoChecksums) != 0 || Crc32.Append(0, header[..120]) == BinaryPrimitives.ReadUInt32LittleEndian(header[124..]);
        return new EvtxFileHeader(IsThere: true, sound, (flags & Dirty) != 0);
    }
}
