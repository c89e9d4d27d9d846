using System.Buffers;
using HueSoc.Events.Readers;
using HueSoc.Sigma.Correlations;

namespace HueSoc.Cli.Hunting;

/// <summary>What came of one batch: the hits as bytes, ready to be written, and what could not be read. Reused.</summary>
internal sealed class BatchResult
{
    /// <summary>How many problems of a kind are kept to be named; the rest is only counted.</summary>
    public const int NamedProblems = ProblemReport.NamedPerFile;

    private const int LargestKeptBuffer = 4 * 1024 * 1024;
    private readonly List<ReadProblem> problems = [];
    private int keptOfFile;
    private int keptOfEvents;

    /// <summary>Which batch it is.</summary>
    public BatchTicket Ticket { get; private set; }

    /// <summary>The hits, rendered.</summary>
    public ArrayBufferWriter<byte> Output { get; private set; } = new();

    /// <summary>The first problems, in the order of the file.</summary>
    public IReadOnlyList<ReadProblem> Problems => problems;

    /// <summary>How many problems there were.</summary>
    public long ProblemCount { get; private set; }

    /// <summary>Hits that correlations build on, in the order of the events.</summary>
    public List<CorrelationSignal> Signals { get; } = [];

    /// <summary>How many events there were.</summary>
    public long Events { get; set; }

    /// <summary>How many hits there were.</summary>
    public long Matches { get; set; }

    /// <summary>Makes it ready for another batch.</summary>
    public void Reset(BatchTicket ticket)
    {
        Ticket = ticket;
        Events = 0;
        Matches = 0;
        ProblemCount = 0;
        problems.Clear();
        keptOfFile = 0;
        keptOfEvents = 0;
        Signals.Clear();
        // One batch full of hits must not hold its memory for the rest of the run.
        if (Output.Capacity > LargestKeptBuffer)
            Output = new();
        else
            Output.ResetWrittenCount();
    }

    /// <summary>Notes a problem. As many are kept of those that concern the whole file as of the others.</summary>
    public void Add(ReadProblem problem)
    {
        ProblemCount++;
        ref int kept = ref problem.Record == 0 ? ref keptOfFile : ref keptOfEvents;
        if (kept == NamedProblems)
            return;
        kept++;
        problems.Add(problem);
    }
}
