using HueSoc.Storage.Control.Accounts;
using Microsoft.AspNetCore.Identity;

namespace HueSoc.Server.Accounts;

/// <summary>Hashes passwords as ASP.NET Core Identity does: PBKDF2 with HMAC-SHA512, a random salt, and the parameters in the text.</summary>
public sealed class FrameworkPasswordHashing : IPasswordHashing
{
    private static readonly object Nobody = new();
    private readonly PasswordHasher<object> hasher = new();

    /// <inheritdoc/>
    public string Hash(string password) => hasher.HashPassword(Nobody, password);

    /// <inheritdoc/>
    public PasswordMatch Match(string hash, string password)
    {
        try
        {
            return hasher.VerifyHashedPassword(Nobody, hash, password) switch
            {
                PasswordVerificationResult.Success => PasswordMatch.Right,
                PasswordVerificationResult.SuccessRehashNeeded => PasswordMatch.RightButWeak,
                _ => PasswordMatch.Wrong,
            };
        }
        catch (FormatException)
        {
            return PasswordMatch.Wrong;
        }
    }
}
