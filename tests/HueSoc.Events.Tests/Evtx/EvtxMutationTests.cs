using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using HueSoc.Events.Evtx;
using HueSoc.Tests.Corpus;

namespace HueSoc.Events.Tests.Evtx;

/// <summary>
/// Damaged files: whatever is done to them, reading ends, in bounded memory, with valid JSON, and chunks that were not touched give all
/// of their records. <c>HUESOC_EVTX_MUTATIONS</c> says how many; 300 without it.
/// </summary>
public sealed class EvtxMutationTests(AttackSamples samples) : IClassFixture<AttackSamples>
{
    private const int ChunkBytes = EvtxChunkHeader.ChunkBytes;
    private const int LargestFile = 20 * ChunkBytes;

    [CorpusFact(AttackSamples.Archive)]
    public void TryRead_MutatedFiles_EndsWithAllThatWasNotTouched()
    {
        int count = int.TryParse(Environment.GetEnvironmentVariable("HUESOC_EVTX_MUTATIONS"), CultureInfo.InvariantCulture, out int asked) ? asked : 300;
        byte[][] files = [.. samples.Files.Where(f => new FileInfo(f).Length < LargestFile).Select(File.ReadAllBytes)];
        for (int seed = 0; seed < count; seed++)
        {
            Random random = new(seed);
            byte[] file = (byte[])files[random.Next(files.Length)].Clone();
            HashSet<int> touched = [];
            int mutations = 1 + random.Next(4);
            for (int i = 0; i < mutations; i++)
                Mutate(ref file, random, touched);

            EvtxReading reading = EvtxReading.Of(file);

            // What is made of a chunk is bounded, and so is the work: nothing is read twice.
            reading.LargestBuffer.ShouldBeLessThan(128 << 20, $"seed {seed}");
            reading.Events.Count.ShouldBeLessThan(file.Length / EvtxRecord.HeadBytes, $"seed {seed}");
            reading.Bytes.ShouldBe(file.Length, $"seed {seed}");
            HashSet<long> ids = [.. reading.Ids];
            foreach ((_, string json) in reading.Events)
                JsonDocument.Parse(json).Dispose();
            for (int chunk = 0; EvtxFileHeader.Bytes + ((chunk + 1) * ChunkBytes) <= file.Length; chunk++)
            {
                if (touched.Contains(chunk))
                    continue;
                foreach (long id in UntouchedIds(file, chunk))
                    ids.ShouldContain(id, $"seed {seed}, chunk {chunk}");
            }
        }
    }

    private static IEnumerable<long> UntouchedIds(byte[] file, int chunk)
    {
        int at = EvtxFileHeader.Bytes + (chunk * ChunkBytes);
        return EvtxReading.Of(ChunkBuilder.File(file[at..(at + ChunkBytes)])).Ids;
    }

    private static void Mutate(ref byte[] file, Random random, HashSet<int> touched)
    {
        int chunks = (file.Length - EvtxFileHeader.Bytes) / ChunkBytes;
        if (chunks == 0)
            return;
        int chunk = random.Next(chunks);
        Span<byte> bytes = file.AsSpan(EvtxFileHeader.Bytes + (chunk * ChunkBytes), ChunkBytes);

        // Most of what matters is at the beginning, where the first templates are.
        int within = random.Next(3) switch { 0 => random.Next(EvtxChunkHeader.Records), 1 => random.Next(8192), _ => random.Next(ChunkBytes) };
        within = Math.Min(within, ChunkBytes - 8);
        bool reseal = random.Next(2) == 0;
        switch (random.Next(9))
        {
            case 0:
                for (int flips = 1 + random.Next(30); flips > 0; flips--)
                    bytes[Math.Min(ChunkBytes - 1, within + random.Next(200))] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                file = file[..(EvtxFileHeader.Bytes + (chunk * ChunkBytes) + within)];
                return;
            case 2:
                // Swapped chunks are not damaged, and those that were stay so.
                int other = random.Next(chunks);
                byte[] kept = bytes.ToArray();
                Span<byte> target = file.AsSpan(EvtxFileHeader.Bytes + (other * ChunkBytes), ChunkBytes);
                target.CopyTo(bytes);
                kept.CopyTo(target);
                if (touched.Contains(chunk) != touched.Contains(other))
                    touched.UnionWith([chunk, other]);
                return;
            case 3:
                // Offsets that lead back: to the records' start, to themselves, to anywhere.
                BinaryPrimitives.WriteInt32LittleEndian(bytes[within..], random.Next(3) switch { 0 => EvtxChunkHeader.Records, 1 => within, _ => random.Next(ChunkBytes) });
                break;
            case 4:
                BinaryPrimitives.WriteUInt32LittleEndian(bytes[within..], random.Next(2) == 0 ? uint.MaxValue : 0x7FFFFFFF);
                break;
            case 5:
                random.NextBytes(bytes.Slice(within, Math.Min(ChunkBytes - within, random.Next(2000))));
                break;
            case 6:
                bytes.Slice(within, Math.Min(ChunkBytes - within, random.Next(2000))).Clear();
                break;
            case 7:
                bytes[random.Next(ChunkBytes / 2)..].Slice(0, 512).CopyTo(bytes.Slice(Math.Min(within, ChunkBytes - 512), 512));
                break;
            default:
                Redirect(bytes, random);
                break;
        }

        touched.Add(chunk);
        if (reseal && BinaryPrimitives.ReadUInt32LittleEndian(bytes[48..]) is >= EvtxChunkHeader.Records and <= ChunkBytes)
            ChunkBuilder.Seal(bytes);
    }

    // Makes the template of some record another place in the chunk.
    private static void Redirect(Span<byte> chunk, Random random)
    {
        int at = EvtxChunkHeader.Records;
        for (int skip = random.Next(20); skip > 0 && EvtxRecord.TryRead(chunk, at, ChunkBytes, out EvtxRecord record); skip--)
            at += record.Size;
        if (at + 40 < ChunkBytes)
            BinaryPrimitives.WriteInt32LittleEndian(chunk[(at + 24 + 4 + 6)..], random.Next(2) == 0 ? at : random.Next(ChunkBytes));
    }
}
