using System.CommandLine;
using HueSoc.Cli.Terminal;
using HueSoc.Fleet.Enrollment;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Agents;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Cli.Administration;

/// <summary><c>huesoc agents</c>: lets agents in and shuts them out, at the machine itself, whether the server runs or not.</summary>
internal static class AgentsCommand
{
    /// <summary>Builds the command and what is below it.</summary>
    /// <param name="screen">Where it writes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="interruption">Ends a run.</param>
    public static Command Build(Screen screen, TimeProvider time, CancellationToken interruption)
    {
        AdminConsole console = new(screen, time, interruption);
        return new("agents", "Administers the agents on endpoints: tokens for enrollment, the agents themselves, their configurations.")
        {
            EnrollmentTokenCommand.Build(console),
            List(console),
            Revoke(console),
            AgentConfigurationCommand.Build(console),
        };
    }

    private static Command List(AdminConsole console) => ListCommand.Build<EnrolledAgent>(
        console,
        "Lists the agents: id, agency, class, state, last heartbeat, machine.",
        (database, audit) =>
        {
            AgentStore agents = new(database, audit, console.Time);
            return (scope, limit, after) => agents.List(scope, new AgentFilter(), limit, after);
        },
        Cells);

    private static Command Revoke(AdminConsole console)
    {
        Argument<string> id = new("id") { Description = "The id of an agent (32 digits), or of a token for enrollment (16 digits).", HelpName = "id" };
        Option<string> data = AdminOptions.Data();
        Command command = new("revoke", "Revokes an agent, or a token for enrollment, for good. A server that runs knows it within two seconds.") { id, data };
        command.SetAction(result => console.With(result.GetRequiredValue(data), async (database, audit, _) =>
        {
            string given = result.GetRequiredValue(id);
            EnrollmentTokenStore tokens = new(database, audit, console.Time);
            if (tokens.Find(AgencyScope.City, given) is not null)
            {
                Change<EnrollmentToken> token = await tokens.RevokeAsync(console.Actor, AgencyScope.City, given, console.Interruption);
                return console.Answer(token, revoked => console.Screen.Say($"the token {revoked.Id} for enrollment is revoked"));
            }

            Change<EnrolledAgent> agent = await new AgentStore(database, audit, console.Time).RevokeAsync(console.Actor, AgencyScope.City, given, console.Interruption);
            return console.Answer(agent, revoked => console.Screen.Say($"the agent {revoked.Id} ({TerminalText.Escape(revoked.HostName)}) is revoked"));
        }));
        return command;
    }

    private static string[] Cells(EnrolledAgent agent, DateTimeOffset now) =>
    [
        TerminalText.Fit(agent.Id, 32),
        TerminalText.Fit(agent.Agency, 10),
        TerminalText.Fit(EnrollmentTokenCommand.ClassName(agent.Class), 11),
        TerminalText.Fit(StateName(agent, now), 11),
        ListCommand.Moment(agent.LastSeen),
        TerminalText.Escape(agent.HostName),
    ];

    private static string StateName(EnrolledAgent agent, DateTimeOffset now) => agent.State switch
    {
        AgentState.Quarantined => "quarantined",
        AgentState.Revoked => "revoked",
        _ => now - agent.LastSeen <= AgentStore.ShownSilentAfter ? "active" : "silent",
    };
}
