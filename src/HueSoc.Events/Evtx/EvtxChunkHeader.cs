using System.Buffers.Binary;
using HueSoc.Events.Readers;

namespace HueSoc.Events.Evtx;

/// <summary>The header of a chunk (libevtx, "EVTX format", chunk header): 128 bytes, two tables of offsets up to byte 512, records after them.</summary>
internal readonly ref struct EvtxChunkHeader
{
    /// <summary>The size of a chunk.</summary>
    public const int ChunkBytes = 64 * 1024;

    /// <summary>Where the records begin.</summary>
    public const int Records = 512;

    private const uint NoChecksums = 4;
    private const int ChecksumAt = 124;

    private readonly ReadOnlySpan<byte> chunk;

    /// <summary>The header of a chunk.</summary>
    /// <param name="chunk">The chunk, at least its first 512 bytes.</param>
    public EvtxChunkHeader(ReadOnlySpan<byte> chunk) => this.chunk = chunk;

    /// <summary>What a chunk begins with.</summary>
    public static ReadOnlySpan<byte> Magic => "ElfChnk\0"u8;

    /// <summary>Whether it begins like a chunk.</summary>
    public bool HasMagic => chunk.StartsWith(Magic);

    /// <summary>Whether the header's checksum is right, or there is none.</summary>
    public bool IsSound => HasMagic && (LacksChecksums || HasRightChecksum);

    /// <summary>Whether the header has a checksum and it is right, which no bytes are by accident.</summary>
    public bool IsProven => HasMagic && !LacksChecksums && HasRightChecksum;

    /// <summary>Where the records end; as the header says.</summary>
    public uint FreeSpace => Number(48);

    /// <summary>Whether the checksum of the records is right, or there is none; false when they do not end in the chunk.</summary>
    public bool HasSoundRecords =>
        FreeSpace >= Records && FreeSpace <= (uint)chunk.Length && (LacksChecksums || Crc32.Append(0, chunk[Records..(int)FreeSpace]) == Number(52));

    /// <summary>The number of the first record; as the header says.</summary>
    public ulong FirstRecord => BinaryPrimitives.ReadUInt64LittleEndian(chunk[24..]);

    private bool HasRightChecksum => Crc32.Append(Crc32.Append(0, chunk[..120]), chunk[128..Records]) == Number(ChecksumAt);

    private bool LacksChecksums => (Number(120) & NoChecksums) != 0;

    private uint Number(int at) => BinaryPrimitives.ReadUInt32LittleEndian(chunk[at..]);
}
