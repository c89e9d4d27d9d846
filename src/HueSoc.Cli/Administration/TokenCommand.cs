using System.CommandLine;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Accounts;
using HueSoc.Storage.Control.Tokens;

namespace HueSoc.Cli.Administration;

/// <summary><c>huesoc admin token</c>: makes a token for the API and prints it, and nothing else, on standard output.</summary>
internal static class TokenCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(AdminConsole console)
    {
        Option<AccountRole> role = AdminOptions.Role();
        Option<string> agency = AdminOptions.Agency(required: false, "The agency an agency officer's token is bound to.");
        Option<string?> name = AdminOptions.Name("What it is for. Default: console.");
        Option<TimeSpan?> expires = AdminOptions.Expires();
        Option<string> data = AdminOptions.Data();
        Command command = new("token", "Makes a token for the API and prints it, once.") { role, agency, name, expires, data };
        command.SetAction(result => console.With(result.GetRequiredValue(data), async (database, audit, _) =>
        {
            NewToken token = new(result.GetValue(name) ?? "console", result.GetRequiredValue(role), result.GetValue(agency) ?? string.Empty, result.GetValue(expires));
            Change<IssuedToken> change = await new TokenStore(database, audit, console.Time).AddAsync(console.Actor, token, console.Interruption);
            if (change.Value is not { } issued)
                return console.Refused(change);
            console.Screen.WriteResult(issued.Text + "\n");
            return ExitCode.Done;
        }));
        return command;
    }
}
