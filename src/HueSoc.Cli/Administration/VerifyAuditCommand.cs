using System.CommandLine;
using System.Globalization;
using System.Text;
using HueSoc.Cli.Terminal;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Audit;

namespace HueSoc.Cli.Administration;

/// <summary><c>huesoc admin verify-audit</c>: checks the audit chain, and says what it could not rule out.</summary>
internal static class VerifyAuditCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(AdminConsole console)
    {
        Option<string?> heads = new("--heads")
        {
            Description = "A file with places where the chain is known to have been, one a line, as backups and reports hold them.",
            HelpName = "file",
        };
        Option<string> data = AdminOptions.Data();
        Command command = new("verify-audit", "Checks the audit chain; exit code 1 if it is broken.") { heads, data };
        command.SetAction(result => console.Guarded(async () =>
        {
            string folder = result.GetRequiredValue(data);
            // Looking makes nothing: where there is no database, there is no chain.
            if (!File.Exists(Path.Combine(folder, ControlDatabase.FileName)))
            {
                console.Screen.Say($"{folder}: there is no {ControlDatabase.FileName}");
                return ExitCode.Incomplete;
            }

            List<AuditHead> known = [];
            if (result.GetValue(heads) is { } file && ReadHeads(file, known) is { } fault)
            {
                console.Screen.Say(fault);
                return ExitCode.Incomplete;
            }

            await using ControlDatabase database = ControlDatabase.Open(folder, ControlRole.Administration);
            AuditVerification check = new AuditLog(database, console.Time).Verify(known);
            console.Screen.WriteResult(Text(check));
            return check.IsSound ? ExitCode.Done : ExitCode.Findings;
        }));
        return command;
    }

    private static string? ReadHeads(string file, List<AuditHead> known)
    {
        int number = 0;
        foreach (string line in File.ReadLines(file))
        {
            number++;
            if (line.Trim() is { Length: > 0 } text && text[0] != '#')
            {
                if (!AuditHead.TryParse(text, out AuditHead? head))
                    return $"{file}:{number}: this is not a place of an audit chain (huesoc-audit-head CHAIN SEQUENCE HASH TIME)";
                known.Add(head);
            }
        }

        return known.Count == 0 ? $"{file}:{number}: there is no place of an audit chain in this file" : null;
    }

    private static string Text(AuditVerification check)
    {
        StringBuilder text = new();
        text.Append(check.IsSound ? "the audit chain is sound" : "THE AUDIT CHAIN IS BROKEN");
        text.Append(CultureInfo.InvariantCulture, $": {Quantity.Of(check.Entries)} {(check.Entries == 1 ? "entry" : "entries")} read\n");
        foreach (AuditFault fault in check.Faults)
            text.Append(CultureInfo.InvariantCulture, $"  broken: {fault.Message}\n");
        if (check.MoreFaults > 0)
            text.Append(CultureInfo.InvariantCulture, $"  and {check.MoreFaults} more faults\n");
        if (check.Confirmed is { } confirmed)
            text.Append(CultureInfo.InvariantCulture, $"confirmed up to entry {confirmed.Sequence} by what was known on {confirmed.Time.UtcDateTime:u}\n");
        foreach (string sentence in check.NotRuledOut)
            text.Append(CultureInfo.InvariantCulture, $"not ruled out: {sentence}\n");
        text.Append(CultureInfo.InvariantCulture, $"{check.Head}\n");
        return text.ToString();
    }
}
