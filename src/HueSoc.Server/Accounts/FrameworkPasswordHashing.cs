using HueSoc.Storage.Control.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace HueSoc.Server.Accounts;

/// <summary>Hashes passwords as the framework does: PBKDF2 with HMAC-SHA-512 and a salt of its own for each. The text says how it was made, so the count can rise later.</summary>
public sealed class FrameworkPasswordHashing : IPasswordHashing
{
    private const int Iterations = 210_000;

    // The framework passes an account along and looks at nothing of it.
    private static readonly object AnyAccount = new();

    private readonly PasswordHasher<object> hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));

    /// <inheritdoc/>
    public string Hash(string password) => hasher.HashPassword(AnyAccount, password);

    /// <inheritdoc/>
    public PasswordMatch Match(string hash, string password)
    {
        try
        {
            return hasher.VerifyHashedPassword(AnyAccount, hash, password) switch
            {
                PasswordVerificationResult.Success => PasswordMatch.Right,
                PasswordVerificationResult.SuccessRehashNeeded => PasswordMatch.RightButWeak,
                _ => PasswordMatch.Wrong,
            };
        }
        catch (FormatException)
        {
            // What is kept is no hash: no password fits it.
            return PasswordMatch.Wrong;
        }
    }
}
