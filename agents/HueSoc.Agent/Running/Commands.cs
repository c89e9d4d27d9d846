using System.Runtime.InteropServices;
using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Running;

/// <summary>The commands of the program.</summary>
internal static class Commands
{
    private const int Done = 0;
    private const int Usage = 2;
    private const int Failed = 3;
    private const string DefaultState = "/var/lib/huesoc-agent";
    private const string DefaultConfig = "/etc/huesoc-agent/agent.json";

    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        ["run"] = ["state", "config"],
        ["enroll"] = ["server", "token", "ca-pin", "state"],
        ["status"] = ["state"],
        ["--version"] = [],
        ["--help"] = [],
    };

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code: 0 done, 2 wrong usage, 3 it could not be done.</returns>
    public static async Task<int> RunAsync(string[] arguments, TimeProvider time)
    {
        CommandArguments command = CommandArguments.Read(arguments, Known, out string? fault);
        if (fault is not null)
        {
            await Console.Error.WriteLineAsync($"{fault}\n\n{Help}");
            return Usage;
        }

        switch (command.Command)
        {
            case "run":
                return await RunAgentAsync(command, time);
            case "--version":
                Console.WriteLine(MachineFields.Version);
                return Done;
            default:
                Console.WriteLine(Help);
                return Done;
        }
    }

    private static string Help => """
        huesoc-agent run    [--state DIR] [--config FILE]   collects and ships until it is told to stop
        huesoc-agent enroll --server URL --token T [--ca-pin SHA256] [--state DIR]
                                                            makes this machine known to a HueSoc server
        huesoc-agent status [--state DIR]                   how the agent of this machine is
        huesoc-agent --version
        """;

    private static async Task<int> RunAgentAsync(CommandArguments command, TimeProvider time)
    {
        AgentLog log = new(Console.Error, Environment.GetEnvironmentVariable("JOURNAL_STREAM") is not null, time);
        AgentPaths paths = new(command.Find("state") ?? DefaultState);
        string config = command.Find("config") ?? DefaultConfig;
        using CancellationTokenSource stop = new();
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }

        using PosixSignalRegistration terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using PosixSignalRegistration interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using ServiceManager manager = new(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"), Environment.GetEnvironmentVariable("WATCHDOG_USEC"));
        try
        {
            paths.Prepare();
            if (ReadSetup(paths, config, log) is not { } setup)
                return Usage;
            log.Say($"HueSoc agent {MachineFields.Version}, state {paths.State}, ships to {string.Join(", ", setup.ShipTo)}");
            using AgentRun run = new(setup, manager, log, time);
            await run.RunAsync(stop.Token);
            log.Say("stopped");
            return Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Warn(e.Message);
            return Failed;
        }
    }

    private static AgentSetup? ReadSetup(AgentPaths paths, string config, AgentLog log)
    {
        List<string> faults = [];
        LocalSettings local = File.Exists(config) ? LocalSettings.Read(File.ReadAllBytes(config), faults) : new();
        if (faults.Count == 0 && local.ShipTo.IsEmpty)
            faults.Add("nothing says where to ship to: enrol the machine (huesoc-agent enroll), or name ship_to");
        foreach (string fault in faults)
            log.Warn($"{config}: {fault}");
        return faults.Count > 0 ? null : new AgentSetup
        {
            Paths = paths,
            ShipTo = local.ShipTo,
            ApiKey = local.ApiKey,
            CertificatePin = local.CertificatePin,
            Configuration = local.Configuration ?? new AgentConfiguration(),
        };
    }
}
