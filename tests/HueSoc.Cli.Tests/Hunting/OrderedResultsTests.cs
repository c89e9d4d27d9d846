using System.Buffers;
using System.Text;
using HueSoc.Cli.Hunting;
using HueSoc.Cli.Terminal;
using HueSoc.Events.Readers;

namespace HueSoc.Cli.Tests.Hunting;

public sealed class OrderedResultsTests : IDisposable
{
    private readonly MemoryStream output = new();
    private readonly StringWriter error = new();
    private readonly Screen screen;
    private readonly InputFile first = new("first.jsonl", 10);
    private readonly InputFile second = new("second.jsonl", 10);

    public OrderedResultsTests() => screen = new(output, error, outputConsole: null, errorConsole: null);

    [Fact]
    public void Complete_InAnyOrder_WritesInTheOrderOfTheEvents()
    {
        OrderedResults results = Results();
        foreach (int sequence in (ReadOnlySpan<int>)[2, 0, 3, 1])
            results.Complete(Result(results, sequence, first, $"{sequence} "));

        Encoding.UTF8.GetString(output.ToArray()).ShouldBe("0 1 2 3 ");
    }

    [Fact]
    public void Complete_ABatchBeforeItsTurn_IsHeldBack()
    {
        OrderedResults results = Results();
        results.Complete(Result(results, 1, first, "1"));

        output.Length.ShouldBe(0);
        results.Position.Events.ShouldBe(0);
    }

    [Fact]
    public async Task Abandon_AWorkerThatWaits_IsLetGo()
    {
        OrderedResults results = new(OutputTarget.Open(null, screen), new ProblemReport(screen), ahead: 1);
        Task<bool> waiting = Task.Run(() => results.Complete(Result(results, 5, first, "5")));
        results.Abandon();

        (await waiting).ShouldBeFalse();
        output.Length.ShouldBe(0);
    }

    [Fact]
    public void Complete_WhenTheTargetFails_EndsTheRunAndKeepsTheReason()
    {
        using Screen full = new(new FullDisk(), error, outputConsole: null, errorConsole: null);
        OrderedResults results = new(OutputTarget.Open(null, full), new ProblemReport(screen), ahead: 4);

        results.Complete(Result(results, 0, first, "hit")).ShouldBeFalse();
        results.WriteFault.ShouldNotBeNull().Message.ShouldBe("disk full");
    }

    [Fact]
    public void Complete_ManyProblems_NamesTheFirstTenOfEachFileInOrder()
    {
        ProblemReport report = new(screen);
        OrderedResults results = new(OutputTarget.Open(null, screen), report, ahead: 8);
        results.Complete(WithProblems(results, 1, first, 8, 15));
        results.Complete(WithProblems(results, 0, first, 1, 7));
        results.Complete(WithProblems(results, 2, second, 4, 4));
        report.End();

        error.ToString().ReplaceLineEndings("\n").ShouldBe(
            string.Concat(Enumerable.Range(1, 10).Select(record => $"first.jsonl:{record}: broken\n"))
            + "first.jsonl: and 5 more\nsecond.jsonl:4: broken\n");
    }

    [Fact]
    public void Complete_AFileCutShortAfterManyProblems_IsStillNamed()
    {
        ProblemReport report = new(screen);
        OrderedResults results = new(OutputTarget.Open(null, screen), report, ahead: 8);
        BatchResult result = WithProblems(results, 0, first, 1, 50);
        result.Add(new ReadProblem(0, "ends in the middle"));
        results.Complete(result);

        report.FilesCutShort.ShouldBe(1);
        error.ToString().ShouldContain("first.jsonl: ends in the middle");
    }

    public void Dispose()
    {
        screen.Dispose();
        output.Dispose();
        error.Dispose();
    }

    private OrderedResults Results() => new(OutputTarget.Open(null, screen), new ProblemReport(screen), ahead: 8);

    private static BatchResult Result(OrderedResults results, long sequence, InputFile file, string text)
    {
        BatchResult result = results.Rent(new BatchTicket(sequence, file, 0));
        result.Output.Write(Encoding.UTF8.GetBytes(text));
        result.Events = 1;
        return result;
    }

    private static BatchResult WithProblems(OrderedResults results, long sequence, InputFile file, int from, int to)
    {
        BatchResult result = results.Rent(new BatchTicket(sequence, file, 0));
        for (int record = from; record <= to; record++)
            result.Add(new ReadProblem(record, "broken"));
        return result;
    }

    private sealed class FullDisk : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("disk full");
    }
}
