namespace HueSoc.Sigma.Rules;

/// <summary>Collects everything that is wrong with one document, so that its author sees all of it at once.</summary>
/// <param name="path">The file's path for messages.</param>
internal sealed class DocumentFaults(string path)
{
    private readonly List<RuleProblem> faults = [];

    /// <summary>The file's path for messages.</summary>
    public string Path { get; } = path;

    /// <summary>Whether nothing has been found so far.</summary>
    public bool None => faults.Count == 0;

    /// <summary>Adds a fault.</summary>
    /// <param name="line">The 1-based line.</param>
    /// <param name="reason">One sentence.</param>
    public void Add(int line, string reason) => faults.Add(new(new(Path, line), reason));

    /// <summary>All faults as one problem: a refused document counts once.</summary>
    public RuleProblem ToProblem()
    {
        RuleProblem first = faults[0];
        if (faults.Count == 1)
            return first;
        IEnumerable<string> others = faults.Skip(1).Select(f => $"line {f.Location.Line}: {f.Reason}");
        return first with { Reason = $"{first.Reason}; {string.Join("; ", others)}" };
    }
}
