using System.CommandLine;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Keys;

namespace HueSoc.Cli.Administration;

/// <summary><c>huesoc admin api-key</c>: makes a key for a shipper and prints it as <c>id:secret</c>, and nothing else, on standard output.</summary>
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
        Command command = new("api-key", "Makes a key for a shipper and prints it as id:secret, once.") { agency, name, rate, bytes, data };
        command.SetAction(result => console.With(result.GetRequiredValue(data), async (database, audit, _) =>
        {
            NewKey key = new(result.GetValue(name) ?? string.Empty, result.GetRequiredValue(agency), new(result.GetValue(rate), Burst: null, result.GetValue(bytes)));
            Change<IssuedKey> change = await new ShipperKeyStore(database, audit, console.Time).AddAsync(console.Actor, key, console.Interruption);
            if (change.Value is not { } issued)
                return console.Refused(change);
            console.Screen.WriteResult(issued.Text + "\n");
            return ExitCode.Done;
        }));
        return command;
    }
}
