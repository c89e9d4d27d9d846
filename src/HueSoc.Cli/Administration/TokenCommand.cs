using System.CommandLine;
using HueSoc.Cli.Terminal;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Accounts;
using HueSoc.Storage.Control.Tokens;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Cli.Administration;

/// <summary><c>huesoc admin token</c>: makes a token for the API and prints it, and nothing else, on standard output; lists tokens; takes one back.</summary>
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
        Command command = new("token", "Makes a token for the API and prints it, once.")
        {
            role, agency, name, expires, data, List(console), Revoke(console),
        };
        command.SetAction(result => console.With(result.GetRequiredValue(data), async (database, audit, _) =>
        {
            NewToken token = new(result.GetValue(name) ?? "console", result.GetRequiredValue(role), result.GetValue(agency) ?? string.Empty, result.GetValue(expires));
            Change<IssuedToken> change = await new TokenStore(database, audit, console.Time).AddAsync(console.Actor, token, console.Interruption);
            return console.Answer(change, issued => console.Screen.WriteResult(issued.Text + "\n"));
        }));
        return command;
    }

    private static Command List(AdminConsole console) => ListCommand.Build<ApiToken>(
        console,
        "Lists the tokens: id, role, agency, state, last use, what it is for.",
        (database, audit) => new TokenStore(database, audit, console.Time).List,
        Cells);

    private static Command Revoke(AdminConsole console)
    {
        Argument<string> id = new("id") { Description = "The token's id: the 16 digits behind huesoc_.", HelpName = "id" };
        Option<string> data = AdminOptions.Data();
        Command command = new("revoke", "Takes a token back for good. A server that runs knows it within two seconds.") { id, data };
        command.SetAction(result => console.With(result.GetRequiredValue(data), async (database, audit, _) =>
        {
            Change<ApiToken> change = await new TokenStore(database, audit, console.Time).RevokeAsync(
                console.Actor, AgencyScope.City, result.GetRequiredValue(id), console.Interruption);
            return console.Answer(change, token => console.Screen.Say($"the token {token.Id} ({token.Name}) is revoked"));
        }));
        return command;
    }

    private static string[] Cells(ApiToken token, DateTimeOffset now) =>
    [
        TerminalText.Fit(token.Id, 16),
        TerminalText.Fit(AccountRoles.NameOf(token.Role), 14),
        TerminalText.Fit(token.Agency, 10),
        TerminalText.Fit(token.Revoked is not null ? "revoked" : token.Expires <= now ? "expired" : "active", 8),
        ListCommand.Moment(token.LastUsed),
        TerminalText.Escape(token.Name),
    ];
}
