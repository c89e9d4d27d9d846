using HueSoc.Cli.Terminal;
using HueSoc.Events.Readers;

namespace HueSoc.Cli.Hunting;

/// <summary>
/// Names what could not be read as <c>file:record: reason</c>: the first of each file, then how many more. However many
/// files are damaged, the list ends.
/// </summary>
internal sealed class ProblemReport(Screen screen)
{
    /// <summary>How many problems of one file are named; and as many that concern it as a whole, which its broken events do not crowd out.</summary>
    public const int NamedPerFile = 10;

    /// <summary>How many problems of a run are named, of each of the two kinds.</summary>
    public const int NamedInAll = 200;

    private InputFile? file;
    private InputFile? lastCutShort;
    private int inFile;
    private int wholeInFile;
    private int named;
    private int wholeNamed;
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

        int before = named + wholeNamed;
        foreach (ReadProblem problem in result.Problems)
        {
            if (problem.Record > 0)
                Name(problem, $"{file.Path}:{problem.Record}", ref inFile, ref named);
            else
                AddWhole(problem);
        }

        unnamedInFile += result.ProblemCount - (named + wholeNamed - before);
    }

    /// <summary>Says what was left out of the list.</summary>
    public void End()
    {
        EndFile();
        if (unnamed > 0)
            screen.Say($"and {Quantity.Of(unnamed, "more problem")} in other files");
    }

    private void AddWhole(ReadProblem problem)
    {
        if (!ReferenceEquals(file, lastCutShort))
            FilesCutShort++;
        lastCutShort = file;
        Name(problem, file!.Path, ref wholeInFile, ref wholeNamed);
    }

    private void Name(ReadProblem problem, string place, ref int ofFile, ref int ofRun)
    {
        if (ofFile >= NamedPerFile || ofRun >= NamedInAll)
            return;
        ofFile++;
        ofRun++;
        screen.Say($"{place}: {problem.Reason}");
    }

    private void EndFile()
    {
        if (unnamedInFile > 0 && named < NamedInAll && wholeNamed < NamedInAll)
            screen.Say($"{file!.Path}: and {Quantity.Of(unnamedInFile)} more");
        else
            unnamed += unnamedInFile;
        inFile = 0;
        wholeInFile = 0;
        unnamedInFile = 0;
    }
}
