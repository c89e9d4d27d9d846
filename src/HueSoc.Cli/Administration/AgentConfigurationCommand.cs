using System.CommandLine;
using HueSoc.Fleet.Configuration;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Agents;

namespace HueSoc.Cli.Administration;

/// <summary><c>huesoc agents config</c>: sets what the agents of an agency, of a group or of the city are told to do.</summary>
internal static class AgentConfigurationCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(AdminConsole console)
    {
        Option<string?> agency = new("--agency") { Description = "For the agents of this agency.", HelpName = "code" };
        Option<string?> group = new("--group") { Description = "For the agents of this group, in all agencies. It goes before the agency's.", HelpName = "name" };
        Option<bool> isDefault = new("--default") { Description = "For all agents that have no other." };
        Argument<string> file = new("file") { Description = "The configuration, a JSON file.", HelpName = "file.json" };
        Option<string> data = AdminOptions.Data();
        Command command = new("config", "Sets the configuration of agents. It is checked first, and the one before is kept.") { agency, group, isDefault, file, data };
        command.Validators.Add(result =>
        {
            int given = (result.GetValue(agency) is null ? 0 : 1) + (result.GetValue(group) is null ? 0 : 1) + (result.GetValue(isDefault) ? 1 : 0);
            if (given != 1)
                result.AddError("say for whom: one of --agency, --group and --default");
        });
        command.SetAction(result => console.With(result.GetRequiredValue(data), async (database, audit, _) =>
        {
            string target = result.GetValue(agency) is { } code ? ConfigurationTargets.OfAgency(code)
                : result.GetValue(group) is { } name ? ConfigurationTargets.OfGroup(name) : ConfigurationTargets.Default;
            byte[] json = await ReadAsync(result.GetRequiredValue(file), console.Interruption);
            Change<StoredConfiguration> change = await new AgentConfigurationStore(database, audit, console.Time).SetAsync(
                console.Actor, target, expectedVersion: null, json, console.Interruption);
            if (change.Value is null && change.Outcome == ChangeOutcome.Invalid)
            {
                foreach (string fault in (change.Reason ?? "").Split("; "))
                    console.Screen.Say(fault);
                return ExitCode.Findings;
            }

            return console.Answer(change, stored => console.Screen.Say($"the configuration of {target} is at version {stored.Configuration.Version}"));
        }));
        return command;
    }

    // One byte more than is read shows that it is too long, without reading what may have no end.
    private static async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using FileStream file = File.OpenRead(path);
        byte[] buffer = new byte[ConfigurationReader.Longest + 1];
        int length = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return buffer[..length];
    }
}
