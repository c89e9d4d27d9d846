using System.CommandLine;
using System.Globalization;
using HueSoc.Cli.Terminal;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Accounts;
using HueSoc.Storage.Control.Tokens;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Cli.Administration;

/// <summary><c>huesoc admin token</c>: makes a token for the API and prints it, and nothing else, on standard output; lists tokens; takes one back.</summary>
internal static class TokenCommand
{
    private const int PageSize = 500;

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
            if (change.Value is not { } issued)
                return console.Refused(change);
            console.Screen.WriteResult(issued.Text + "\n");
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command List(AdminConsole console)
    {
        Option<string> data = AdminOptions.Data();
        Command command = new("list", "Lists the tokens: id, role, agency, state, last use, what it is for.") { data };
        command.SetAction(result => console.With(result.GetRequiredValue(data), (database, audit, _) =>
        {
            TokenStore tokens = new(database, audit, console.Time);
            string? after = null;
            do
            {
                Page<ApiToken> page = tokens.List(AgencyScope.City, PageSize, after);
                console.Screen.WriteResult(string.Concat(page.Items.Select(token => Line(token, console.Time.GetUtcNow()) + "\n")));
                after = page.Next;
            }
            while (after is not null);
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }

    private static Command Revoke(AdminConsole console)
    {
        Argument<string> id = new("id") { Description = "The token's id: the 16 digits behind huesoc_.", HelpName = "id" };
        Option<string> data = AdminOptions.Data();
        Command command = new("revoke", "Takes a token back for good. A server that runs knows it within two seconds.") { id, data };
        command.SetAction(result => console.With(result.GetRequiredValue(data), async (database, audit, _) =>
        {
            Change<ApiToken> change = await new TokenStore(database, audit, console.Time).RevokeAsync(
                console.Actor, AgencyScope.City, result.GetRequiredValue(id), console.Interruption);
            if (change.Value is not { } token)
                return console.Refused(change);
            console.Screen.Say($"the token {token.Id} ({token.Name}) is revoked");
            return ExitCode.Done;
        }));
        return command;
    }

    private static string Line(ApiToken token, DateTimeOffset now)
    {
        string state = token.Revoked is not null ? "revoked" : token.Expires <= now ? "expired" : "active";
        string used = token.LastUsed?.UtcDateTime.ToString("u", CultureInfo.InvariantCulture) ?? "never";
        return string.Join(
            "  ",
            TerminalText.Fit(token.Id, 16), TerminalText.Fit(AccountRoles.NameOf(token.Role), 14), TerminalText.Fit(token.Agency, 10),
            TerminalText.Fit(state, 8), TerminalText.Fit(used, 20), TerminalText.Escape(token.Name));
    }
}
