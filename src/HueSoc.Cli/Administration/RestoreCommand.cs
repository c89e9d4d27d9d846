using System.CommandLine;
using HueSoc.Cli.Terminal;
using HueSoc.Storage.Control.Backups;

namespace HueSoc.Cli.Administration;

/// <summary><c>huesoc admin restore</c>: puts a backup into an empty data folder.</summary>
internal static class RestoreCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(AdminConsole console)
    {
        Option<string> from = new("--from") { Description = "The backup.", HelpName = "dir", Required = true };
        Option<string> data = AdminOptions.Data();
        Command command = new("restore", "Checks a backup and puts it into an empty data folder.") { from, data };
        command.SetAction(result => console.Guarded(async () =>
        {
            string folder = result.GetRequiredValue(data);
            BackupResult restored = await Backup.RestoreAsync(console.Actor, result.GetRequiredValue(from), folder, console.Time, console.Interruption);
            foreach (string fault in restored.Faults)
                console.Screen.Say(fault);
            if (!restored.IsUsable)
                return ExitCode.Incomplete;
            console.Screen.Say($"{Quantity.Of(restored.Files.Length, "file")}, {Quantity.OfBytes(restored.Bytes)} restored to {folder}");
            return ExitCode.Done;
        }));
        return command;
    }
}
