using System.Text;
using System.Text.Json;
using HueSoc.Events.Evtx;
using HueSoc.Events.Readers;
using HueSoc.Tests.Corpus;

namespace HueSoc.Events.Tests.Evtx;

/// <summary>Where the values of events stand is noted while they are written: what reading the events would give.</summary>
public sealed class EvtxPlacesTests(AttackSamples samples) : IClassFixture<AttackSamples>
{
    [CorpusFact(AttackSamples.Archive)]
    public void PlacesOf_AllSamples_AreWhatReadingGivesAndHardlyAnyAreNotKnown()
    {
        int known = 0, all = 0;
        foreach (string path in samples.Files)
        {
            using EvtxReader reader = new(File.OpenRead(path), new EventReaderOptions());
            EventBatch batch = new();
            while (reader.TryRead(batch))
            {
                batch.Prepare();
                foreach (EventSlice slice in batch.Events)
                {
                    all++;
                    if (slice.Form == 0)
                        continue;
                    known++;
                    string noted = Noted(batch, slice);
                    string read = Read(batch.Buffer.AsSpan(slice.Offset, slice.Length));
                    if (noted != read)
                        noted.ShouldBe(read, $"{path} record {slice.Record}");
                }
            }
        }

        all.ShouldBe(8_255);
        known.ShouldBeGreaterThan(all * 98 / 100);
    }

    [Fact]
    public void PlacesOf_EventsBehindVeryManyNames_AreKnownAgain()
    {
        const int Names = 17_000;
        const int NamesInOne = 50;
        byte[][] hostile = [.. Enumerable.Range(0, Names / NamesInOne).Chunk(10).Select(ids => Chunk(ids, id => Enumerable.Range(id * NamesInOne, NamesInOne).Select(n => $"n{n}")))];
        byte[] usual = Chunk([.. Enumerable.Range(1, 10)], _ => ["usual"]);
        using EvtxReader reader = new(new MemoryStream(ChunkBuilder.File([.. hostile, usual, usual, usual])), new EventReaderOptions { BatchBytes = 1 });
        EventBatch batch = new();
        List<bool> known = [];

        while (reader.TryRead(batch))
        {
            batch.Prepare();
            foreach (EventSlice slice in batch.Events)
            {
                known.Add(slice.Form != 0);
                if (slice.Form != 0)
                    Noted(batch, slice).ShouldBe(Read(batch.Buffer.AsSpan(slice.Offset, slice.Length)));
            }
        }

        known.Count.ShouldBe((Names / NamesInOne) + 30);
        known.Take(100).ShouldAllBe(k => k);
        known.TakeLast(20).ShouldAllBe(k => k);
    }

    private static byte[] Chunk(int[] ids, Func<int, IEnumerable<string>> names)
    {
        ChunkBuilder chunk = new();
        foreach (int id in ids)
        {
            chunk.Record(id + 1, b => b.Template($"t{id}", t => Body(t, names(id)), (0x0A, BitConverter.GetBytes(id + 1L)), (0x11, BitConverter.GetBytes(132_000_000_000_000_000L)), (0x01, "v\0"u8.ToArray())));
        }

        return chunk.Build();
    }

    private static void Body(ChunkBuilder template, IEnumerable<string> names)
    {
        template.Open("Event", dependency: 0xFFFF).CloseStart().Open("System", dependency: 0xFFFF).CloseStart()
            .Open("EventRecordID", dependency: 0xFFFF).CloseStart().Value(0, 0x0A).End()
            .Open("TimeCreated", attributes: true, dependency: 0xFFFF).Attribute("SystemTime").Value(1, 0x11).CloseEmpty().End()
            .Open("EventData", dependency: 0xFFFF).CloseStart();
        foreach (string name in names)
            template.Open("Data", attributes: true, dependency: 0xFFFF).Attribute("Name").Text(name).CloseStart().Value(2, 0x01).End();
        template.End().End();
    }

    private static string Noted(EventBatch batch, in EventSlice slice)
    {
        EventForms forms = batch.Forms!;
        ReadOnlySpan<byte> json = batch.Buffer.AsSpan(slice.Offset, slice.Length);
        ReadOnlySpan<int> paths = forms.Paths(slice.Form);
        ReadOnlySpan<(int Start, int Length)> places = batch.PlacesOf(slice).Span;
        places.Length.ShouldBe(paths.Length);
        StringBuilder text = new();
        for (int i = 0; i < paths.Length; i++)
        {
            bool isContainer = json[places[i].Start] is (byte)'{' or (byte)'[';
            Add(text, PathOf(forms, paths[i]), places[i].Start, isContainer ? 1 : places[i].Length);
        }

        return text.ToString();
    }

    private static string PathOf(EventForms forms, int path) =>
        path == EventForms.Root ? string.Empty : PathOf(forms, forms.Parent(path)) + "/" + Encoding.UTF8.GetString(forms.Key(path));

    // The same by a reader that knows nothing of how it was written.
    private static string Read(ReadOnlySpan<byte> json)
    {
        StringBuilder text = new();
        Utf8JsonReader reader = new(json);
        Stack<string> within = new();
        string path = string.Empty;
        reader.Read();
        within.Push(path);
        while (reader.Read())
        {
            int start = (int)reader.TokenStartIndex;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    path = within.Peek() + "/" + Encoding.UTF8.GetString(reader.ValueSpan);
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    within.Pop();
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    Add(text, path, start, 1);
                    within.Push(path);
                    break;
                default:
                    Add(text, path, start, (int)reader.BytesConsumed - start);
                    break;
            }

            path = within.Count > 0 ? within.Peek() : string.Empty;
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, string path, int start, int length) =>
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{path} {start}+{length}\n");
}
