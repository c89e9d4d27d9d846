using System.CommandLine;
using HueSoc.Cli.Terminal;

namespace HueSoc.Cli.Administration;

/// <summary><c>huesoc admin</c>: what an administrator does at the machine itself, whether the server runs or not.</summary>
internal static class AdminCommand
{
    /// <summary>Builds the command and what is below it.</summary>
    /// <param name="screen">Where it writes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="interruption">Ends a run.</param>
    public static Command Build(Screen screen, TimeProvider time, CancellationToken interruption)
    {
        AdminConsole console = new(screen, time, interruption);
        return new("admin", "Administers a data folder: accounts, tokens, keys, backups, the audit chain.")
        {
            UserCommand.Build(console),
            TokenCommand.Build(console),
            ApiKeyCommand.Build(console),
            BackupCommand.Build(console),
            RestoreCommand.Build(console),
            VerifyAuditCommand.Build(console),
        };
    }
}
