namespace HueSoc.Storage.Control.Accounts;

/// <summary>What became of an attempt to sign in.</summary>
#pragma warning disable MA0048 // The outcome and the attempt are one thing.
public enum SignInOutcome
{
    /// <summary>Name and password are right.</summary>
    Right,

    /// <summary>Name or password is wrong, or the account is disabled. Callers are not told which.</summary>
    Wrong,

    /// <summary>Too many wrong passwords; none is taken for some time.</summary>
    Locked,
}

/// <summary>What became of an attempt to sign in.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Account">The account, when it is right.</param>
/// <param name="LockedUntil">Until when no password is taken, when it is locked.</param>
public sealed record SignIn(SignInOutcome Outcome, Account? Account, DateTimeOffset? LockedUntil);
