using System.Security.Cryptography;

namespace HueSoc.Storage.Control.Accounts;

/// <summary>What names and passwords must be like, and when a wrong password locks an account.</summary>
public static class AccountRules
{
    /// <summary>The fewest characters of a password.</summary>
    public const int ShortestPassword = 12;

    /// <summary>The most characters of a password; hashing is slow, so there has to be an end.</summary>
    public const int LongestPassword = 256;

    /// <summary>How many wrong passwords in a row from one network lock the account for that network.</summary>
    public const int FailuresToLock = 5;

    /// <summary>How many in a row from anywhere lock it for all networks its holder has not been in (NIST SP 800-63B, 5.2.2, allows no more).</summary>
    public const int FailuresToLockForStrangers = 100;

    private const int LongestName = 64;

    /// <summary>How long an account stays locked.</summary>
    public static TimeSpan LockTime { get; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a network counts as one of the holder's after they signed in from there.</summary>
    public static TimeSpan KnownTime { get; } = TimeSpan.FromDays(30);

    /// <summary>A password nobody has to think of: 20 letters and digits that are not taken for one another.</summary>
    /// <param name="name">The account it is for, which takes it.</param>
    public static string NewPassword(string name)
    {
        while (true)
        {
            // One in forty holds a name of two letters by chance.
            string password = RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", 20);
            if (PasswordFault(name, password) is null)
                return password;
        }
    }

    /// <summary>Why a name cannot be an account's; null when it can.</summary>
    internal static string? NameFault(string name)
    {
        if (name.Length is < 2 or > LongestName)
            return $"a name has 2 to {LongestName} characters, and this has {name.Length}";
        return char.IsAsciiLetterOrDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' or '@')
            ? null
            : "a name holds ASCII letters, digits and . - _ @, and begins with a letter or digit";
    }

    /// <summary>Why a display name cannot be one; null when it can.</summary>
    internal static string? DisplayNameFault(string name) =>
        name.Length is 0 or > 128 || name.Any(char.IsControl) ? "a display name has 1 to 128 characters, none of them a control character" : null;

    /// <summary>Why a password is refused; null when it is not.</summary>
    internal static string? PasswordFault(string name, string password)
    {
        if (password.Length is < ShortestPassword or > LongestPassword)
            return $"a password has {ShortestPassword} to {LongestPassword} characters";
        if (name.Length > 0 && password.Contains(name, StringComparison.OrdinalIgnoreCase))
            return "a password does not contain the account's name";
        return password.Distinct().Take(5).Count() < 5 ? "a password has more than four different characters" : null;
    }
}
