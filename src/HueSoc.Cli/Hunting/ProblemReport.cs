using HueSoc.Cli.Terminal;
using HueSoc.Events.Readers;

namespace HueSoc.Cli.Hunting;

/// <summary>
/// Names what could not be read as <c>file:record: reason</c>: the first of each file, then how many more. However many
/// files are damaged, the list ends.
/// </summary>
internal sealed class ProblemReport(Screen screen)
{
    /// <summary>How many problems of one file are named.</summary>
    public const int NamedPerFile = 10;

    /// <summary>How many problems of a run are named.</summary>
    public const int NamedInAll = 200;

    private InputFile? file;
    private long inFile;
    private int named;
    private long unnamed;
    private long unnamedInFile;

    /// <summary>How many files as a whole were cut short, as opposed to single events that were not readable.</summary>
    public int FilesCutShort { get; private set; }

    /// <summary>Takes the problems of a batch. Batches come in the order of the files.</summary>
    public void Add(BatchResult result)
    {
        if (result.ProblemCount == 0)
            return;
        if (!ReferenceEquals(file, result.Ticket.File))
        {
            EndFile();
            file = result.Ticket.File;
        }

        int before = named;
        foreach (ReadProblem problem in result.Problems)
        {
            if (problem.Record == 0)
                FilesCutShort++;
            if (problem.Record != 0 && (inFile >= NamedPerFile || named >= NamedInAll))
                continue;
            inFile++;
            named++;
            screen.Say(problem.Record > 0 ? $"{file.Path}:{problem.Record}: {problem.Reason}" : $"{file.Path}: {problem.Reason}");
        }

        unnamedInFile += result.ProblemCount - (named - before);
    }

    /// <summary>Says what was left out of the list.</summary>
    public void End()
    {
        EndFile();
        if (unnamed > 0)
            screen.Say($"and {Quantity.Of(unnamed, "more problem")} in other files");
    }

    private void EndFile()
    {
        if (unnamedInFile > 0 && named < NamedInAll)
            screen.Say($"{file!.Path}: and {Quantity.Of(unnamedInFile)} more");
        else
            unnamed += unnamedInFile;
        inFile = 0;
        unnamedInFile = 0;
    }
}
