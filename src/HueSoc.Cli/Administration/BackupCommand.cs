using System.CommandLine;
using HueSoc.Cli.Terminal;
using HueSoc.Storage.Control.Backups;

namespace HueSoc.Cli.Administration;

/// <summary><c>huesoc admin backup</c>: copies a data folder while the server runs, and checks the copy.</summary>
internal static class BackupCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(AdminConsole console)
    {
        Option<string> to = new("--to") { Description = "The folder it goes into: empty, or not there yet.", HelpName = "dir", Required = true };
        Option<string> data = AdminOptions.Data();
        Command command = new("backup", "Backs up a data folder, also while the server runs.") { to, data };
        command.SetAction(result => console.Guarded(async () =>
        {
            string target = result.GetRequiredValue(to);
            BackupResult made = await Backup.MakeAsync(console.Actor, result.GetRequiredValue(data), target, console.Time, console.Interruption);
            foreach (string fault in made.Faults)
                console.Screen.Say(fault);
            if (!made.IsUsable)
                return ExitCode.Incomplete;
            BackupResult check = Backup.Verify(target, console.Interruption);
            foreach (string fault in check.Faults)
                console.Screen.Say(fault);
            console.Screen.Say($"{Quantity.Of(made.Files.Length, "file")}, {Quantity.OfBytes(made.Bytes)} backed up to {target}");
            return made.Faults.IsEmpty && check.Faults.IsEmpty ? ExitCode.Done : ExitCode.Incomplete;
        }));
        return command;
    }
}
