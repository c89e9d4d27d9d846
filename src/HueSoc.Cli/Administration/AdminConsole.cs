using HueSoc.Cli.Terminal;
using HueSoc.Compliance.Agencies;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Agencies;
using HueSoc.Storage.Control.Audit;
using Microsoft.Data.Sqlite;

namespace HueSoc.Cli.Administration;

/// <summary>Opens the control database for one command, and turns what can go wrong with it into a sentence and an exit code.</summary>
/// <param name="screen">Where commands write.</param>
/// <param name="time">The clock.</param>
/// <param name="interruption">Ends a run.</param>
internal sealed class AdminConsole(Screen screen, TimeProvider time, CancellationToken interruption)
{
    /// <summary>Where commands write.</summary>
    public Screen Screen => screen;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Ends a run.</summary>
    public CancellationToken Interruption => interruption;

    /// <summary>Who acts: whoever is signed in at this machine.</summary>
    public Actor Actor { get; } = new(Environment.UserName, ActorKind.Console);

    /// <summary>Opens a database, making it with its register of agencies when it is not there, and does something with it.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="work">What is done; it gives the exit code.</param>
    public int With(string folder, Func<ControlDatabase, AuditLog, AgencyStore, Task<int>> work) => Guarded(async () =>
    {
        await using ControlDatabase database = ControlDatabase.Open(folder, ControlRole.Administration);
        AuditLog audit = new(database, time);
        AgencyStore agencies = new(database, audit, time);
        (SeedResult? seeded, AgencyList list) = await AgencyRegister.TakeOverAsync(agencies, Actor, interruption);
        if (seeded is null)
        {
            screen.Say("the register of agencies that came with the program is damaged and was not taken over:");
            foreach (string problem in list.Problems.Take(5))
                screen.Say(problem);
        }

        return await work(database, audit, agencies);
    });

    /// <summary>Does something, and says what went wrong with the database or the disk.</summary>
    public int Guarded(Func<Task<int>> work)
    {
        try
        {
            return Task.Run(work).GetAwaiter().GetResult();
        }
        catch (ControlDatabaseException e)
        {
            screen.Say(e.Message);
            return ExitCode.Incomplete;
        }
        catch (SqliteException e)
        {
            screen.Say($"the database cannot be used: {e.Message}");
            return ExitCode.Incomplete;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            screen.Say(e.Message);
            return ExitCode.Incomplete;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }

    /// <summary>Tells what became of a change: what there is now, or why it was not made.</summary>
    /// <param name="change">The change.</param>
    /// <param name="tell">Tells what there is now.</param>
    public int Answer<T>(Change<T> change, Action<T> tell)
        where T : class
    {
        if (change.Value is { } made)
        {
            tell(made);
            return ExitCode.Done;
        }

        screen.Say(change.Reason ?? "it was not done");
        return ExitCode.Usage;
    }
}
