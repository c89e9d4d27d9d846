using System.Runtime.InteropServices;
using HueSoc.Agent.Enrollment;

namespace HueSoc.Agent.Running;

/// <summary>The commands of the program.</summary>
internal static class Commands
{
    private const int Done = 0;
    private const int Refused = 1;
    private const int Usage = 2;
    private const int Failed = 3;

    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        ["run"] = ["state", "config"],
        ["service"] = ["state", "config"],
        ["enroll"] = ["server", "token", "ca-pin", "state"],
        ["status"] = ["state"],
        ["--version"] = [],
        ["--help"] = [],
    };

    private static string Help => """
        huesoc-agent run    [--state DIR] [--config FILE]   collects and ships until it is told to stop
        huesoc-agent service [--state DIR] [--config FILE]  the same as a service of Windows, which starts it so
        huesoc-agent enroll --server URL --token T [--ca-pin SHA256] [--state DIR]
                                                            makes this machine known to a HueSoc server
        huesoc-agent status [--state DIR]                   how the agent of this machine is
        huesoc-agent --version
        """;

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code: 0 done, 1 refused by the server, 2 wrong usage, 3 it could not be done.</returns>
    public static async Task<int> RunAsync(string[] arguments, TimeProvider time)
    {
        CommandArguments command = CommandArguments.Read(arguments, Known, out string? fault);
        if (fault is not null)
        {
            await Console.Error.WriteLineAsync($"{fault}\n\n{Help}");
            return Usage;
        }

        using CancellationTokenSource stop = new();
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }

        using PosixSignalRegistration terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using PosixSignalRegistration interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        AgentPaths paths = new(command.Find("state") ?? DefaultPaths.State);
        try
        {
            switch (command.Command)
            {
                case "run":
                    return await RunAgentAsync(paths, command.Find("config") ?? DefaultPaths.Config, time, stop.Token);
                case "service":
                    return await RunServiceAsync(paths, command.Find("config") ?? DefaultPaths.Config, time);
                case "enroll":
                    return await EnrollAsync(paths, command, time, stop.Token);
                case "status":
                    if (StatusFile.Show(paths.Status, Console.Out))
                        return Done;
                    await Console.Error.WriteLineAsync($"no agent has run on {paths.State} yet");
                    return Refused;
                case "--version":
                    Console.WriteLine(MachineFacts.Read(new EnrollmentState(paths.State)).AgentVersion);
                    return Done;
                default:
                    Console.WriteLine(Help);
                    return Done;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Failed;
        }
    }

    private static async Task<int> RunAgentAsync(AgentPaths paths, string config, TimeProvider time, CancellationToken stop)
    {
        AgentLog log = new(Console.Error, Environment.GetEnvironmentVariable("JOURNAL_STREAM") is not null, time);
        using ServiceManager manager = new(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"), Environment.GetEnvironmentVariable("WATCHDOG_USEC"));
        return await RunAgentAsync(paths, config, log, manager, time, stop);
    }

    private static async Task<int> RunAgentAsync(AgentPaths paths, string config, AgentLog log, IServiceManager manager, TimeProvider time, CancellationToken stop)
    {
        paths.Prepare();
        List<string> faults = [];
        AgentSetup? setup = AgentSetup.Read(paths, config, faults);
        foreach (string fault in faults)
            log.Warn(fault);
        if (setup is null)
            return Usage;
        log.Say($"HueSoc agent {setup.Machine.AgentVersion}, state {paths.State}, ships to {string.Join(", ", setup.ShipTo)}");
        using AgentRun run = new(setup, manager, log, time);
        await run.RunAsync(stop);
        log.Say("stopped");
        return Done;
    }

    private static async Task<int> RunServiceAsync(AgentPaths paths, string config, TimeProvider time)
    {
        if (!OperatingSystem.IsWindows())
        {
            await Console.Error.WriteLineAsync("services of this kind are Windows'; use 'run'");
            return Usage;
        }

        using ApplicationLogWriter output = new();
        AgentLog log = new(output, toJournal: true, time);
        int code = WindowsService.Run((manager, stop) => RunAgentAsync(paths, config, log, manager, time, stop), log, out string? problem);
        if (problem is null)
            return code;
        await Console.Error.WriteLineAsync(problem);
        return Usage;
    }

    private static async Task<int> EnrollAsync(AgentPaths paths, CommandArguments command, TimeProvider time, CancellationToken stop)
    {
        if (command.Find("server") is not { } server || command.Find("token") is not { } token)
        {
            await Console.Error.WriteLineAsync($"--server and --token have to be given\n\n{Help}");
            return Usage;
        }

        paths.Prepare();
        EnrollmentState state = new(paths.State);
        MachineFacts machine = MachineFacts.Read(state);
        EnrollmentOutcome outcome = await new Enroller(state, machine, time).EnrollAsync(new(server, token, command.Find("ca-pin")), stop);
        if (outcome.IsNewIdentity)
            paths.SetSpoolAside();

        // Who enrolls is root, and who runs is not.
        FileOwner.FollowFolder(paths.State);
        if (outcome.Identity is not { } identity)
        {
            await Console.Error.WriteLineAsync($"not enrolled: {outcome.Reason}{(outcome.MayTryAgain ? "; try again later" : "")}");
            return outcome.MayTryAgain ? Failed : Refused;
        }

        Console.WriteLine($"enrolled as {identity.AgentId} of {(identity.Agency.Length > 0 ? identity.Agency : "the city")}");
        if (outcome.Note is not null)
            await Console.Error.WriteLineAsync(outcome.Note);
        return Done;
    }
}
