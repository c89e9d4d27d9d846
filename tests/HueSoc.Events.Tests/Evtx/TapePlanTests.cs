using System.Text;
using HueSoc.Events.Evtx;
using HueSoc.Events.Normalisers;
using HueSoc.Events.Windows;
using HueSoc.Tests.Corpus;

namespace HueSoc.Events.Tests.Evtx;

/// <summary>The tapes of events that plans wrote: what reading the events would give.</summary>
public sealed class TapePlanTests(AttackSamples samples) : IClassFixture<AttackSamples>
{
    private readonly JsonTape filled = new();
    private readonly JsonTape read = new();
    private int records;
    private int known;

    [CorpusFact(AttackSamples.Archive)]
    public void TryFill_AllSamples_IsWhatReadingGivesAndHardlyAnyIsNotKnown()
    {
        EventPlans plans = NewPlans(out BinXmlReader reader);
        foreach (string path in samples.Files)
        {
            byte[] file = File.ReadAllBytes(path);
            for (int at = EvtxFileHeader.Bytes; at + EvtxChunkHeader.ChunkBytes <= file.Length; at += EvtxChunkHeader.ChunkBytes)
                Compare(plans, reader, file.AsSpan(at, EvtxChunkHeader.ChunkBytes), path);
        }

        records.ShouldBe(8_255);
        known.ShouldBeGreaterThan(records * 98 / 100);
    }

    [Fact]
    public void TryFill_NamesWithSpacesAndValuesWithEscapes_IsWhatReadingGives()
    {
        void Body(ChunkBuilder t)
        {
            t.Open("Event", dependency: 0xFFFF).CloseStart().Open("System", dependency: 0xFFFF).CloseStart()
                .Open("EventRecordID", dependency: 0xFFFF).CloseStart().Value(0, 0x0A).End()
                .Open("TimeCreated", attributes: true, dependency: 0xFFFF).Attribute("SystemTime").Value(1, 0x11).CloseEmpty()
                .Open("Level", dependency: 0xFFFF).CloseStart().Value(2, 0x04).End().End()
                .Open("EventData", dependency: 0xFFFF).CloseStart();
            foreach (string name in (string[])["Product Name", "a\\b", "c"])
                t.Open("Data", attributes: true, dependency: 0xFFFF).Attribute("Name").Text(name).CloseStart().Value(3, 0x01).End();
            t.Open("Data", dependency: 0xFFFF).CloseStart().Value(4, 0x81).End().End().End();
        }

        ChunkBuilder chunk = new();
        for (int i = 1; i <= 40; i++)
        {
            string text = (i % 3) switch { 0 => "plain", 1 => "C:\\x \"y\"\n", _ => string.Empty };
            string items = string.Concat(Enumerable.Range(0, i % 4).Select(item => $"{item}\\\0"));
            chunk.Record(i, b => b.Template(
                "t",
                Body,
                (0x0A, BitConverter.GetBytes((long)i)),
                (0x11, BitConverter.GetBytes(132_000_000_000_000_000 + i)),
                (0x04, [(byte)(i % 8)]),
                (0x01, Encoding.Unicode.GetBytes(text)),
                (0x81, Encoding.Unicode.GetBytes(items))));
        }

        Compare(NewPlans(out BinXmlReader reader), reader, chunk.Build(), "chunk");

        (known, records).ShouldBe((40, 40));
    }

    private static EventPlans NewPlans(out BinXmlReader reader)
    {
        WindowsEventWriter writer = new();
        reader = new BinXmlReader(writer.Tree);
        return new EventPlans(reader, writer);
    }

    private void Compare(EventPlans plans, BinXmlReader reader, ReadOnlySpan<byte> chunk, string path)
    {
        ByteSink sink = new();
        plans.BeginChunk();
        EvtxChunkHeader header = new(chunk);
        for (int at = EvtxChunkHeader.Records; header.HasMagic && EvtxRecord.TryRead(chunk, at, (int)header.FreeSpace, out EvtxRecord record); at += record.Size)
        {
            records++;
            reader.Budget = 1 << 20;
            sink.Clear();
            if (!plans.TryWrite(chunk, at + EvtxRecord.HeadBytes, at + record.Size - EvtxRecord.TailBytes, sink) || plans.TryFill(filled, sink.WrittenMemory) is null)
                continue;
            known++;
            read.TryRead(sink.WrittenMemory, new JsonBounds()).ShouldBeTrue(read.Problem);
            string expected = Describe(read);
            if (!string.Equals(Describe(filled), expected, StringComparison.Ordinal))
                Describe(filled).ShouldBe(expected, $"{path} record {record.Id}: {Encoding.UTF8.GetString(sink.Written)}");
        }
    }

    private static string Describe(JsonTape tape)
    {
        StringBuilder text = new();
        for (int i = 0; i < tape.Count; i++)
        {
            ref JsonEntry entry = ref tape[i];
            bool hasEscapes = entry.Kind == JsonKind.Text && tape.Raw(entry).Contains((byte)'\\');
            (entry.MayHaveEscapes || !hasEscapes).ShouldBeTrue("a text with escapes is said to have none");
            string key = entry.KeyStart < 0 ? string.Empty : Encoding.UTF8.GetString(tape.Key(entry));
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i} {key} {entry.KeyStart}+{entry.KeyLength} {(char)entry.KeyFirst} {entry.Start}+{entry.Length} {entry.Kind} {hasEscapes} {entry.Next}\n");
        }

        for (int first = 0; first < 256; first++)
            text.Append(tape.MayHaveInRoot((byte)first) ? (char)first : '.');
        return text.Append(tape.NeedsCleaning).ToString();
    }
}
