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
