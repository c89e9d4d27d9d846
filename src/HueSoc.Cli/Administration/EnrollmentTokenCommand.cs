using System.CommandLine;
using HueSoc.Fleet.Enrollment;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Agents;

namespace HueSoc.Cli.Administration;

/// <summary><c>huesoc agents token</c>: makes a token for enrollment and prints it, and nothing else, on standard output.</summary>
internal static class EnrollmentTokenCommand
{
    private static readonly (string Name, DeviceClass Class)[] Classes =
        [("workstation", DeviceClass.Workstation), ("server", DeviceClass.Server), ("always-on", DeviceClass.AlwaysOn)];

    /// <summary>Builds the command.</summary>
    public static Command Build(AdminConsole console)
    {
        Option<string> agency = AdminOptions.Agency(required: true, "The agency the agents belong to.");
        Option<string?> group = new("--group") { Description = "The group they are put into, as in web-servers.", HelpName = "name" };
        Option<DeviceClass?> kind = Class();
        Option<TimeSpan?> expires = AdminOptions.Expires();
        expires.Description = "How long it is taken, as in 30m, 24h or 7d. Default: 24h.";
        Option<long?> uses = AdminOptions.Number("--uses", "How many agents it lets in. Default: 1.");
        Option<string> data = AdminOptions.Data();
        Command command = new("token", "Makes a token that lets agents in, and prints it, once.") { agency, group, kind, expires, uses, data };
        command.SetAction(result => console.With(result.GetRequiredValue(data), async (database, audit, _) =>
        {
            NewEnrollmentToken token = new(
                result.GetRequiredValue(agency), result.GetValue(group), result.GetValue(kind), result.GetValue(expires), result.GetValue(uses) ?? 1);
            Change<IssuedEnrollmentToken> change = await new EnrollmentTokenStore(database, audit, console.Time).AddAsync(console.Actor, token, console.Interruption);
            return console.Answer(change, issued => console.Screen.WriteResult(issued.Text + "\n"));
        }));
        return command;
    }

    /// <summary>What a class is called here.</summary>
    public static string ClassName(DeviceClass value) => Array.Find(Classes, item => item.Class == value).Name;

    private static Option<DeviceClass?> Class() => new("--class")
    {
        Description = "What their devices are: workstation, server, always-on. Silence of the last two is an alert. Default: workstation.",
        HelpName = "class",
        CustomParser = result =>
        {
            string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
            foreach ((string name, DeviceClass value) in Classes)
            {
                if (text == name)
                    return value;
            }

            result.AddError($"there is no class {text}; there are {string.Join(", ", Classes.Select(item => item.Name))}");
            return null;
        },
    };
}
