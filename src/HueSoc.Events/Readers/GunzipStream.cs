using System.Buffers.Binary;
using System.IO.Compression;

namespace HueSoc.Events.Readers;

/// <summary>
/// Reads a gzip file of one or more members (RFC 1952). The framework's own <see cref="GZipStream"/> takes a file that was cut
/// off for a whole one, and logs that were cut off must not look complete; so the framing is read here.
/// </summary>
/// <remarks>Throws <see cref="InvalidDataException"/> with a sentence when the data ends early, is corrupt or is too much; what came before has been handed out.</remarks>
internal sealed class GunzipStream(Stream file, long maxBytes) : ForwardStream
{
    private const int TrailerBytes = 8;

    // A read that fails hands out nothing, so small reads lose little; much smaller ones would cost speed.
    private const int ChunkBytes = 8 * 1024;

    private readonly GunzipInput input = new(file);
    private DeflateStream? member;
    private uint crc;
    private uint memberBytes;
    private long total;
    private bool any;
    private bool full;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        if (full)
            throw TooMuch();
        while (member is not null || OpenMember())
        {
            int got = Inflate(buffer[..Math.Min(buffer.Length, ChunkBytes)]);
            if (got == 0)
            {
                CloseMember();
                continue;
            }

            crc = Crc32.Append(crc, buffer[..got]);
            memberBytes = unchecked(memberBytes + (uint)got);
            if (total + got <= maxBytes)
            {
                total += got;
                return got;
            }

            // What still fits is handed out.
            int room = (int)(maxBytes - total);
            if (room == 0)
                throw TooMuch();
            full = true;
            total += room;
            return room;
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            member?.Dispose();
            input.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Inflate(Span<byte> buffer)
    {
        try
        {
            return member!.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"the gzip data is corrupt: {total} bytes could be decompressed", e);
        }
    }

    private bool OpenMember()
    {
        if (!input.Need(1))
            return any ? false : throw new InvalidDataException("the file is empty and so no gzip data");
        if (any && input.Rest[0] == 0)
            return SkipPadding();
        SkipHeader();
        any = true;
        crc = 0;
        memberBytes = 0;
        member = new DeflateStream(input, CompressionMode.Decompress, leaveOpen: true);
        return true;
    }

    private void CloseMember()
    {
        member!.Dispose();
        member = null;
        if (input.RanDry)
            throw CutOff();

        // The member ended somewhere in the block taken last; its trailer, which is known by now, shows where.
        input.GiveBack();
        Span<byte> trailer = stackalloc byte[TrailerBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, crc);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], memberBytes);
        input.Need(ChunkBytes + TrailerBytes);
        int at = input.Rest.IndexOf(trailer);
        if (at < 0)
            throw new InvalidDataException($"the gzip data ends early or is corrupt: its checksum is not there after {total} bytes");
        input.Skip(at + TrailerBytes);
    }

    // Tapes and fixed-size blocks fill up with zeros.
    private bool SkipPadding()
    {
        while (input.Need(1))
        {
            int zeros = input.Rest.IndexOfAnyExcept((byte)0);
            if (zeros >= 0)
                throw new InvalidDataException("the gzip data is followed by something else, which was not read");
            input.Skip(input.Rest.Length);
        }

        return false;
    }

    private void SkipHeader()
    {
        const int fixedBytes = 10;
        const byte headerCrc = 2, extra = 4, name = 8, comment = 16;
        bool enough = input.Need(fixedBytes);
        ReadOnlySpan<byte> head = input.Rest;
        if (head[0] != 0x1F || (head.Length > 1 && head[1] != 0x8B) || (enough && head[2] != 8))
        {
            throw new InvalidDataException(
                any ? "the gzip data is followed by something else, which was not read" : "the file is no gzip data");
        }

        if (!enough)
            throw CutOff();
        byte flags = head[3];
        input.Skip(fixedBytes);
        if ((flags & extra) != 0)
        {
            if (!input.Need(2))
                throw CutOff();
            SkipBytes(2 + BinaryPrimitives.ReadUInt16LittleEndian(input.Rest));
        }

        if ((flags & name) != 0)
            SkipText();
        if ((flags & comment) != 0)
            SkipText();
        if ((flags & headerCrc) != 0)
            SkipBytes(2);
    }

    private void SkipBytes(int count)
    {
        while (count > 0)
        {
            if (!input.Need(1))
                throw CutOff();
            int step = Math.Min(count, input.Rest.Length);
            input.Skip(step);
            count -= step;
        }
    }

    private void SkipText()
    {
        while (true)
        {
            if (!input.Need(1))
                throw CutOff();
            int stop = input.Rest.IndexOf((byte)0);
            input.Skip(stop < 0 ? input.Rest.Length : stop + 1);
            if (stop >= 0)
                return;
        }
    }

    private InvalidDataException TooMuch() =>
        new($"it holds more than {maxBytes} bytes decompressed: the rest was not read");

    private InvalidDataException CutOff() =>
        new($"the gzip data ends early: the file was cut off, {total} bytes could be decompressed");
}
