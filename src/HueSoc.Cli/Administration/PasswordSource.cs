using HueSoc.Storage.Control.Accounts;

namespace HueSoc.Cli.Administration;

/// <summary>Where a password comes from: standard input, the environment, or chance. Never the command line, which everybody on the machine can read.</summary>
internal static class PasswordSource
{
    private const string Variable = "HUESOC_PASSWORD";

    /// <summary>Gets a password.</summary>
    /// <param name="name">The account it is for.</param>
    /// <param name="fromInput">Whether it is the first line of standard input.</param>
    /// <returns>The password, and whether it was made here, so that it has to be shown.</returns>
    public static (string Password, bool IsNew) Get(string name, bool fromInput)
    {
        if (fromInput)
            return (Console.In.ReadLine() ?? string.Empty, false);
        return Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? (given, false) : (AccountRules.NewPassword(name), true);
    }
}
