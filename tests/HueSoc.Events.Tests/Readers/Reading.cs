using System.Text;
using HueSoc.Events.Readers;

namespace HueSoc.Events.Tests.Readers;

/// <summary>Everything a reader gave, taken out of its batches.</summary>
internal sealed class Reading
{
    public List<(long Record, string Text)> Events { get; } = [];

    public List<ReadProblem> Problems { get; } = [];

    public long Bytes { get; private set; }

    public long FileBytes { get; private set; }

    public int LargestBuffer { get; private set; }

    public IEnumerable<long> Records => Events.Select(e => e.Record);

    public IEnumerable<string> Texts => Events.Select(e => e.Text);

    /// <summary>Reads to the end and closes. Bytes become the characters of the same number, so that none can hide.</summary>
    public static Reading Of(EventReader reader)
    {
        Reading reading = new();
        EventBatch batch = new();
        using (reader)
        {
            while (reader.TryRead(batch))
                reading.Take(batch);
        }

        batch.Events.Length.ShouldBe(0);
        batch.Problems.Length.ShouldBe(0);
        return reading;
    }

    private void Take(EventBatch batch)
    {
        foreach (EventSlice slice in batch.Events)
            Events.Add((slice.Record, Encoding.Latin1.GetString(batch.Buffer, slice.Offset, slice.Length)));
        foreach (ReadProblem problem in batch.Problems)
            Problems.Add(problem);
        batch.FileBytesRead.ShouldBeGreaterThanOrEqualTo(FileBytes);
        Bytes += batch.Bytes;
        FileBytes = batch.FileBytesRead;
        LargestBuffer = Math.Max(LargestBuffer, batch.Buffer.Length);
    }
}
