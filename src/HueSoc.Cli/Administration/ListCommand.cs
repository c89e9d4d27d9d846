using System.CommandLine;
using System.Globalization;
using HueSoc.Cli.Terminal;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Cli.Administration;

/// <summary><c>list</c> below a command: everything there is of a kind, a line each.</summary>
internal static class ListCommand
{
    private const int PageSize = 500;

    /// <summary>Builds the command.</summary>
    /// <param name="console">Where it runs.</param>
    /// <param name="description">What is listed, with the columns in their order.</param>
    /// <param name="open">The list of an opened database: a page of a scope, of so many, after a place.</param>
    /// <param name="cells">The columns of an item at a time. The last is as long as it is, and may hold what others wrote.</param>
    public static Command Build<T>(
        AdminConsole console,
        string description,
        Func<ControlDatabase, AuditLog, Func<AgencyScope, int, string?, Page<T>>> open,
        Func<T, DateTimeOffset, string[]> cells)
    {
        Option<string> data = AdminOptions.Data();
        Command command = new("list", description) { data };
        command.SetAction(result => console.With(result.GetRequiredValue(data), (database, audit, _) =>
        {
            Func<AgencyScope, int, string?, Page<T>> list = open(database, audit);
            string? after = null;
            do
            {
                Page<T> page = list(AgencyScope.City, PageSize, after);
                DateTimeOffset now = console.Time.GetUtcNow();
                console.Screen.WriteResult(string.Concat(page.Items.Select(item => string.Join("  ", cells(item, now)) + "\n")));
                after = page.Next;
            }
            while (after is not null);
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }

    /// <summary>The column of a time that something happened at last, in UTC.</summary>
    public static string Moment(DateTimeOffset? time) =>
        TerminalText.Fit(time?.UtcDateTime.ToString("u", CultureInfo.InvariantCulture) ?? "never", 20);
}
