using System.Text;
using System.Text.Json.Nodes;
using HueSoc.Events.Evtx;
using HueSoc.Events.Normalisers;
using HueSoc.Events.Readers;

namespace HueSoc.Events.Tests.Evtx;

/// <summary>Scripts whose parts are in several batches.</summary>
public sealed class ScriptOrderTests
{
    // One chunk a batch.
    private static readonly EventReaderOptions Small = new() { BatchBytes = 1 };

    private static byte[] Part(int number, int total)
    {
        void Data(ChunkBuilder b, string name, string value) =>
            b.Open("Data", attributes: true).Attribute("Name").Text(name).CloseStart().Text(value).End();
        return new ChunkBuilder().Record(number, b => b
            .Open("Event").CloseStart()
            .Open("System").CloseStart()
            .Open("Provider", attributes: true).Attribute("Name").Text("Microsoft-Windows-PowerShell").CloseEmpty()
            .Open("EventID").CloseStart().Text("4104").End()
            .Open("EventRecordID").CloseStart().Text($"{number}").End()
            .End()
            .Open("EventData").CloseStart()
            .Then(d => Data(d, "MessageNumber", $"{number}"))
            .Then(d => Data(d, "MessageTotal", $"{total}"))
            .Then(d => Data(d, "ScriptBlockText", $"part{number} "))
            .Then(d => Data(d, "ScriptBlockId", "a"))
            .End().End()).Build();
    }

    private static string? Script(EventBatch batch)
    {
        EventSlice slice = batch.Events[0];
        JsonNode json = JsonNode.Parse(Encoding.UTF8.GetString(batch.Buffer, slice.Offset, slice.Length))!;
        return (string?)json["powershell"]!["file"]!["script_block_text"];
    }

    [Fact]
    public void Prepare_OfALaterBatchFirst_WaitsForThePartsBeforeIt()
    {
        using EvtxReader reader = new(new MemoryStream(ChunkBuilder.File(Part(1, 2), Part(2, 2))), Small);
        EventBatch first = new();
        EventBatch second = new();
        reader.TryRead(first).ShouldBeTrue();
        reader.TryRead(second).ShouldBeTrue();
        Thread other = new(second.Prepare) { IsBackground = true };

        other.Start();
        SpinWait.SpinUntil(() => !other.IsAlive || other.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
        first.Prepare();
        other.Join();

        Script(first).ShouldBe("part1 ");
        Script(second).ShouldBe("part1 part2 ");
    }

    [Fact]
    public void Prepare_AfterABatchThatNobodyPrepared_DoesNotWaitForIt()
    {
        using EvtxReader reader = new(new MemoryStream(ChunkBuilder.File(Part(1, 2), Part(2, 2))), Small);
        EventBatch batch = new();
        reader.TryRead(batch).ShouldBeTrue();
        reader.TryRead(batch).ShouldBeTrue();

        batch.Prepare();

        Script(batch).ShouldBe("part2 ");
    }

    [Fact]
    public void Prepare_OfAnotherFile_KnowsNothingOfPartsBefore()
    {
        EventBatch batch = new();
        foreach (int number in (int[])[1, 2])
        {
            using EvtxReader reader = new(new MemoryStream(ChunkBuilder.File(Part(number, 2))), Small);
            reader.TryRead(batch).ShouldBeTrue();
            batch.Prepare();

            Script(batch).ShouldBe($"part{number} ");
        }
    }

    [Fact]
    public void Wait_ForTurnsThatEndInAnyOrder_EndsWithTheLast()
    {
        ScriptOrder order = new();
        long[] turns = [order.Take(), order.Take(), order.Take(), order.Take()];
        order.End(turns[2]);
        order.End(turns[0]);
        Thread waiting = new(() => order.Wait(turns[3])) { IsBackground = true };
        waiting.Start();
        SpinWait.SpinUntil(() => !waiting.IsAlive || waiting.ThreadState.HasFlag(ThreadState.WaitSleepJoin));

        waiting.IsAlive.ShouldBeTrue();
        order.End(turns[1]);
        waiting.Join();
    }
}
