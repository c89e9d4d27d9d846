namespace HueSoc.Storage.Control;

/// <summary>What became of a change that was asked for.</summary>
#pragma warning disable MA0048 // The outcome and the change are one thing.
public enum ChangeOutcome
{
    /// <summary>It was made.</summary>
    Done,

    /// <summary>There is nothing of that name in the caller's scope.</summary>
    NotFound,

    /// <summary>It was changed by someone else since the caller read it, or the name is taken.</summary>
    Conflict,

    /// <summary>It cannot be made; the reason says why.</summary>
    Invalid,
}

/// <summary>What became of a change that was asked for.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Value">What there is now; null unless it was made.</param>
/// <param name="Reason">Why it was not made, in words; null when it was.</param>
/// <typeparam name="T">What was to be changed.</typeparam>
public sealed record Change<T>(ChangeOutcome Outcome, T? Value, string? Reason)
    where T : class
{
    /// <summary>Whether it was made.</summary>
    public bool IsDone => Outcome == ChangeOutcome.Done;

    internal static Change<T> Done(T value) => new(ChangeOutcome.Done, value, null);

    internal static Change<T> NotFound(string reason) => new(ChangeOutcome.NotFound, null, reason);

    internal static Change<T> Conflict(string reason) => new(ChangeOutcome.Conflict, null, reason);

    internal static Change<T> Invalid(string reason) => new(ChangeOutcome.Invalid, null, reason);
}
