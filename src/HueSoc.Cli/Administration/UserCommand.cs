using System.CommandLine;
using HueSoc.Cli.Terminal;
using HueSoc.Server.Accounts;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Accounts;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Cli.Administration;

/// <summary><c>huesoc admin user</c>: who may sign in.</summary>
internal static class UserCommand
{
    /// <summary>Builds the command and what is below it.</summary>
    public static Command Build(AdminConsole console) => new("user", "Accounts of people who sign in.")
    {
        Add(console),
        List(console),
        Password(console),
        Switch(console, "disable", "Keeps someone from signing in, and ends their sessions.", disabled: true),
        Switch(console, "enable", "Lets someone sign in again.", disabled: false),
    };

    private static Command Add(AdminConsole console)
    {
        Argument<string> name = Name();
        Option<AccountRole> role = AdminOptions.Role();
        Option<string> agency = AdminOptions.Agency(required: false, "The agency an agency officer is bound to.");
        Option<string?> display = new("--display-name") { Description = "The name shown to others. Default: the same.", HelpName = "name" };
        Option<bool> input = FromInput();
        Option<string> data = AdminOptions.Data();
        Command command = new("add", "Makes an account. Without a password from outside, one is made and printed, once.") { name, role, agency, display, input, data };
        command.SetAction(result =>
        {
            (string password, bool isNew) = PasswordSource.Get(result.GetRequiredValue(name), result.GetValue(input));
            NewAccount account = new(result.GetRequiredValue(name), result.GetValue(display) ?? string.Empty, result.GetRequiredValue(role), result.GetValue(agency) ?? string.Empty, password);
            return With(console, result.GetRequiredValue(data), async accounts =>
            {
                Change<Account> change = await accounts.AddAsync(console.Actor, account, console.Interruption);
                return Told(console, change, $"the account {account.Name} was made", isNew ? password : null);
            });
        });
        return command;
    }

    private static Command Password(AdminConsole console)
    {
        Argument<string> name = Name();
        Option<bool> input = FromInput();
        Option<string> data = AdminOptions.Data();
        Command command = new("password", "Gives an account another password, lifts a lock, and ends its sessions.") { name, input, data };
        command.SetAction(result =>
        {
            (string password, bool isNew) = PasswordSource.Get(result.GetRequiredValue(name), result.GetValue(input));
            string who = result.GetRequiredValue(name);
            return With(console, result.GetRequiredValue(data), async accounts =>
            {
                Change<Account> change = await accounts.SetPasswordAsync(console.Actor, AgencyScope.City, who, password, console.Interruption);
                return Told(console, change, $"the account {who} has another password", isNew ? password : null);
            });
        });
        return command;
    }

    private static Command Switch(AdminConsole console, string verb, string description, bool disabled)
    {
        Argument<string> name = Name();
        Option<string> data = AdminOptions.Data();
        Command command = new(verb, description) { name, data };
        command.SetAction(result => With(console, result.GetRequiredValue(data), async accounts =>
        {
            string who = result.GetRequiredValue(name);
            Change<Account> change = await accounts.UpdateAsync(
                console.Actor, AgencyScope.City, who, expectedVersion: null, new AccountEdit { Disabled = disabled }, console.Interruption);
            return Told(console, change, $"the account {who} is {verb}d", secret: null);
        }));
        return command;
    }

    private static Command List(AdminConsole console) => ListCommand.Build<Account>(
        console,
        "Lists the accounts: name, role, agency, state, last sign-in, display name.",
        (database, audit) => Accounts(console, database, audit).List,
        Cells);

    private static string[] Cells(Account account, DateTimeOffset now) =>
    [
        TerminalText.Fit(account.Name, 24),
        TerminalText.Fit(AccountRoles.NameOf(account.Role), 14),
        TerminalText.Fit(account.Agency, 10),
        TerminalText.Fit(account.Disabled ? "disabled" : account.LockedUntil > now ? "locked" : "active", 8),
        ListCommand.Moment(account.LastSignIn),
        TerminalText.Escape(account.DisplayName),
    ];

    private static int With(AdminConsole console, string folder, Func<AccountStore, Task<int>> work) =>
        console.With(folder, (database, audit, _) => work(Accounts(console, database, audit)));

    private static AccountStore Accounts(AdminConsole console, ControlDatabase database, AuditLog audit) =>
        new(database, audit, new FrameworkPasswordHashing(), console.Time);

    private static int Told(AdminConsole console, Change<Account> change, string done, string? secret) => console.Answer(change, _ =>
    {
        console.Screen.Say(done);
        if (secret is not null)
            console.Screen.WriteResult(secret + "\n");
    });

    private static Argument<string> Name() => new("name") { Description = "The name to sign in with.", HelpName = "name" };

    private static Option<bool> FromInput() => new("--password-stdin") { Description = "Takes the password from the first line of standard input. Else it is HUESOC_PASSWORD, or a new one." };
}
