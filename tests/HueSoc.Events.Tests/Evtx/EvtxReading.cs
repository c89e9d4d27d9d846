using System.Text;
using System.Text.Json.Nodes;
using HueSoc.Events.Evtx;
using HueSoc.Events.Readers;

namespace HueSoc.Events.Tests.Evtx;

/// <summary>Everything that was read of an EVTX file.</summary>
internal sealed class EvtxReading
{
    public List<(long Id, string Json)> Events { get; } = [];

    public List<ReadProblem> Problems { get; } = [];

    public long Bytes { get; private set; }

    public long LargestBuffer { get; private set; }

    public IEnumerable<long> Ids => Events.Select(e => e.Id);

    /// <summary>Reads a file to its end.</summary>
    public static EvtxReading Of(byte[] file, EventReaderOptions? options = null) =>
        Of(new EvtxReader(new MemoryStream(file), options ?? new EventReaderOptions()));

    /// <summary>Reads a file to its end, for what Windows wrote alone.</summary>
    public static EvtxReading LayoutOf(byte[] file) => Of(new EvtxReader(new MemoryStream(file), new EventReaderOptions()) { AddsEcs = false });

    /// <summary>Reads to the end and closes.</summary>
    public static EvtxReading Of(EventReader reader)
    {
        EvtxReading reading = new();
        EventBatch batch = new();
        using (reader)
        {
            while (reader.TryRead(batch))
            {
                batch.Prepare();
                foreach (EventSlice slice in batch.Events)
                    reading.Events.Add((slice.Record, Encoding.UTF8.GetString(batch.Buffer, slice.Offset, slice.Length)));
                reading.Problems.AddRange(batch.Problems);
                reading.Bytes += batch.Bytes;
                reading.LargestBuffer = Math.Max(reading.LargestBuffer, batch.Buffer.Length);
            }
        }

        return reading;
    }

    /// <summary>An event as a tree.</summary>
    public JsonObject Event(int index) => (JsonObject)JsonNode.Parse(Events[index].Json)!;
}
