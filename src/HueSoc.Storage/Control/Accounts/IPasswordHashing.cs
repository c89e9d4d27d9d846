namespace HueSoc.Storage.Control.Accounts;

/// <summary>Turns passwords into text that can be kept. The server's framework does it.</summary>
#pragma warning disable MA0048 // The answer is a word of the question.
public interface IPasswordHashing
{
    /// <summary>What is kept of a password: salted, slow to make.</summary>
    string Hash(string password);

    /// <summary>Whether a password is the one that was kept.</summary>
    /// <param name="hash">What was kept.</param>
    /// <param name="password">The password that was presented.</param>
    PasswordMatch Match(string hash, string password);
}

/// <summary>Whether a password is the one that was kept.</summary>
public enum PasswordMatch
{
    /// <summary>It is not.</summary>
    Wrong,

    /// <summary>It is.</summary>
    Right,

    /// <summary>It is, and should be hashed anew, since hashes are made better today.</summary>
    RightButWeak,
}
