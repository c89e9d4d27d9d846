using HueSoc.Events.Normalisers;
using HueSoc.Events.Readers;
using HueSoc.Events.Windows;

namespace HueSoc.Events.Evtx;

/// <summary>Makes events of the records of chunks, one chunk after the other. For one thread.</summary>
/// <param name="maxEventBytes">The longest event.</param>
internal sealed class EvtxDecoder(int maxEventBytes)
{
    // What an honest record takes is a hundredth of it, an honest chunk less than a fifth.
    private const int RecordBudget = 1 << 18;
    private const int ChunkBudget = 1 << 19;

    private readonly WindowsEventWriter writer = new();
    private BinXmlReader? reader;
    private EventPlans? plans;
    private readonly EvtxEcs ecs = new();
    private readonly ByteSink raw = new(1 << 20);
    private int budget;

    /// <summary>The events, one after the other.</summary>
    public ByteSink Output { get; } = new(32 << 20);

    /// <summary>Where the values of the events stand, of those of which it is known.</summary>
    public ValuePlaces Places { get; } = new();

    /// <summary>Whether so much is known of the forms of events that no more is kept: further forms take longer. Another decoder knows nothing yet.</summary>
    public bool IsFull => Places.Forms.IsFull || ecs.IsFull;

    /// <summary>What is known of the events, for their ECS; null to write the Windows layout alone.</summary>
    public NormaliserContext? Context { get; set; }

    /// <summary>Whether templates are made plans of; to compare with reading them each time.</summary>
    public bool UsesPlans { get; init; } = true;

    private BinXmlReader Reader => reader ??= new BinXmlReader(writer.Tree);

    private EventPlans Plans => plans ??= new EventPlans(Reader, writer);

    /// <summary>Adds the events of a chunk to a batch; their slices point into <see cref="Output"/>.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="chunk">64 KiB; what is missing at the end of a file is zeros.</param>
    /// <param name="length">How much of it there is.</param>
    /// <param name="offset">Where it is in the file.</param>
    /// <param name="isDirty">Whether the file was not closed.</param>
    /// <param name="checksumsAreRight">Whether both checksums of the chunk are known to be right; they are computed when they are not.</param>
    public void Decode(EventBatch batch, ReadOnlySpan<byte> chunk, int length, long offset, bool isDirty, bool checksumsAreRight = false)
    {
        Plans.BeginChunk();
        budget = ChunkBudget;
        EvtxChunkHeader header = new(chunk);
        bool isSound = checksumsAreRight || header.IsSound;
        int end = length;
        bool endIsKnown = false;
        if (header.HasMagic)
        {
            long first = Position(header.FirstRecord);
            if (!isSound)
                batch.Add(new ReadProblem(first, At(offset) + "the chunk's header does not match its checksum"));
            if (isSound ? header.FreeSpace >= EvtxChunkHeader.Records && header.FreeSpace <= length : RecordsEndAt(chunk, header.FreeSpace, length))
            {
                end = (int)header.FreeSpace;
                endIsKnown = true;
            }

            if (endIsKnown && !checksumsAreRight && !header.HasSoundRecords)
                batch.Add(new ReadProblem(first, At(offset) + "the chunk's records do not match their checksum"));
        }

        Chunk place = new(offset, length, end, endIsKnown, isDirty, header.HasMagic);
        Records(batch, chunk, place);
    }

    private void Records(EventBatch batch, ReadOnlySpan<byte> chunk, in Chunk place)
    {
        int at = place.HasHeader ? EvtxChunkHeader.Records : 0;
        int end = place.End;
        int found = 0;
        ulong last = 0;
        while (true)
        {
            if (EvtxRecord.TryRead(chunk, at, end, out EvtxRecord record))
            {
                Record(batch, chunk, at, record, place.Offset);
                last = record.Id;
                found++;
                at += record.Size;
                continue;
            }

            if (at >= end)
            {
                // A file that was not closed goes on behind what the header knows, as long as the numbers do.
                if (end == place.Length || !place.IsDirty || !EvtxRecord.TryRead(chunk, at, place.Length, out record) || record.Id != last + 1)
                    break;
                end = at + record.Size;
                continue;
            }

            int next = EvtxRecord.Find(chunk, at, end);
            int stop = next < 0 ? end : next;
            if ((found > 0 || place.HasHeader) && (next >= 0 || place.EndIsKnown || chunk[at..stop].IndexOfAnyExcept((byte)0) >= 0))
            {
                batch.Add(new ReadProblem(
                    Position(last + 1), At(place.Offset + at) + $"{stop - at} bytes that are no record were skipped"));
            }

            if (next < 0)
                break;
            at = next;
        }

        if (!place.HasHeader)
            ReportLostHeader(batch, place, found, last);
        else if (place.Length < EvtxChunkHeader.ChunkBytes)
            batch.Add(new ReadProblem(0, At(place.Offset) + $"only {place.Length} bytes of the chunk are there"));
    }

    private static void ReportLostHeader(EventBatch batch, in Chunk place, int found, ulong last) => batch.Add(found == 0
        ? new ReadProblem(0, At(place.Offset) + $"no chunk, and no record in {place.Length} bytes")
        : new ReadProblem(Position(last), At(place.Offset) + $"the chunk has no header; {found} records were found in it"));

    private void Record(EventBatch batch, ReadOnlySpan<byte> chunk, int at, in EvtxRecord record, long offset)
    {
        int start = at + EvtxRecord.HeadBytes;
        int end = at + record.Size - EvtxRecord.TailBytes;
        int length = Output.Length;
        int place = Places.Begin();
        int form = 0;
        int share = Math.Min(budget, RecordBudget);
        Reader.Budget = share;
        ByteSink written = Context is null ? Output : raw;
        raw.Clear();
        bool planned = UsesPlans && Plans.TryWrite(chunk, start, end, written);
        bool good = planned || Read(chunk, start, end, record, written);
        if (good && Context is not null)
        {
            form = ecs.Write(raw, planned ? Plans : null, Context, Output, Places);
            Reader.Budget -= (Output.Length - length - raw.Length) >> 4;
        }

        budget -= share - Math.Max(0, Reader.Budget);
        string fault = good ? string.Empty : Reader.Fault;
        if (good && Output.Length - length > maxEventBytes)
        {
            good = false;
            fault = $"it is longer than {maxEventBytes} bytes";
        }

        if (good)
        {
            // Windows numbers the records of a file that it exports anew; what an event says of itself is its number in the log.
            long id = planned ? Plans.RecordId : writer.RecordId;
            batch.Add(new EventSlice(length, Output.Length - length, Math.Max(1, id)) { Form = form, FirstPlace = place });
            return;
        }

        Output.Truncate(length);
        batch.Add(new ReadProblem(Position(record.Id), At(offset + at) + $"the record was skipped: {fault}"));
    }

    private bool Read(ReadOnlySpan<byte> chunk, int start, int end, in EvtxRecord record, ByteSink output)
    {
        writer.Begin(Position(record.Id), record.Written);
        return Reader.TryRead(chunk, start, end, dependencies: false) && (writer.Complete(output) || Reader.Fail("there is no event in it, or too much for one"));
    }

    // Whether one record follows the other up to an end that is not trusted.
    private static bool RecordsEndAt(ReadOnlySpan<byte> chunk, uint end, int length)
    {
        int at = EvtxChunkHeader.Records;
        while (at < end && at < length && EvtxRecord.TryRead(chunk, at, length, out EvtxRecord record))
            at += record.Size;
        return at == end;
    }

    private static string At(long offset) => $"offset {offset}: ";

    private static long Position(ulong record) => (long)Math.Clamp(record, 1, long.MaxValue);

    /// <summary>What is known of a chunk.</summary>
    private readonly record struct Chunk(long Offset, int Length, int End, bool EndIsKnown, bool IsDirty, bool HasHeader);
}
