namespace HueSoc.Sigma.Rules;

/// <summary>Why a document was refused: a value, not an exception, so that its neighbours go on.</summary>
/// <param name="Location">Where the fault lies.</param>
/// <param name="Reason">What is wrong, in one sentence without the location.</param>
public sealed record RuleProblem(SourceLocation Location, string Reason)
{
    /// <summary>The problem as <c>path:line: reason</c>.</summary>
    public override string ToString() => $"{Location}: {Reason}";
}
