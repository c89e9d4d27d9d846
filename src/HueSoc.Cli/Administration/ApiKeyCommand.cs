using System.CommandLine;
using System.Globalization;
using HueSoc.Cli.Terminal;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Keys;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Cli.Administration;

/// <summary><c>huesoc admin api-key</c>: makes a key for a shipper and prints it as <c>id:secret</c>, and nothing else, on standard output; lists keys; disables one.</summary>
internal static class ApiKeyCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(AdminConsole console)
    {
        Option<string> agency = AdminOptions.Agency(required: true, "The agency the events belong to.");
        Option<string?> name = AdminOptions.Name("The key's name, part of the identity of its events for ever. Default: made from the agency's code.");
        Option<long?> rate = AdminOptions.Number("--rate", "How many events a second it may send, on the long run. Default: no limit of its own.");
        Option<long?> bytes = AdminOptions.Number("--bytes-per-day", "How many bytes it may send a UTC day. Default: no limit of its own.");
        Option<string> data = AdminOptions.Data();
        Command command = new("api-key", "Makes a key for a shipper and prints it as id:secret, once.")
        {
            agency, name, rate, bytes, data, List(console), Disable(console),
        };
        command.SetAction(result => console.With(result.GetRequiredValue(data), async (database, audit, _) =>
        {
            NewKey key = new(result.GetValue(name) ?? string.Empty, result.GetRequiredValue(agency), new(result.GetValue(rate), Burst: null, result.GetValue(bytes)));
            Change<IssuedKey> change = await new ShipperKeyStore(database, audit, console.Time).AddAsync(console.Actor, key, console.Interruption);
            return console.Answer(change, issued => console.Screen.WriteResult(issued.Text + "\n"));
        }));
        return command;
    }

    private static Command List(AdminConsole console) => ListCommand.Build<ShipperKey>(
        console,
        "Lists the keys: id, agency, state, events a second, bytes a day, name.",
        (database, audit) => new ShipperKeyStore(database, audit, console.Time).List,
        (key, _) => Cells(key));

    private static Command Disable(AdminConsole console)
    {
        Argument<string> id = new("id") { Description = "The key's id: what stands before the colon.", HelpName = "id" };
        Option<string> data = AdminOptions.Data();
        Command command = new("disable", "Takes nothing more from a key. What it sent stays. A server that runs knows it within two seconds.") { id, data };
        command.SetAction(result => console.With(result.GetRequiredValue(data), async (database, audit, _) =>
        {
            Change<ShipperKey> change = await new ShipperKeyStore(database, audit, console.Time).UpdateAsync(
                console.Actor, AgencyScope.City, result.GetRequiredValue(id), expectedVersion: null, quota: null, disabled: true, console.Interruption);
            return console.Answer(change, key => console.Screen.Say($"the key {key.Id} ({key.Name}) is disabled"));
        }));
        return command;
    }

    private static string[] Cells(ShipperKey key) =>
    [
        TerminalText.Fit(key.Id, 16),
        TerminalText.Fit(key.Agency, 10),
        TerminalText.Fit(key.Disabled is null ? "active" : "disabled", 8),
        TerminalText.Fit(Limit(key.Quota.EventsPerSecond), 9),
        TerminalText.Fit(Limit(key.Quota.BytesPerDay), 15),
        TerminalText.Escape(key.Name),
    ];

    private static string Limit(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "any";
}
