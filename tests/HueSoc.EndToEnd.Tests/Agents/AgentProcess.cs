using System.Collections.Concurrent;
using System.Diagnostics;
using HueSoc.Tests.Corpus;

namespace HueSoc.EndToEnd.Tests.Agents;

/// <summary>A running <c>huesoc-agent run</c>: the program as it is built, a process of its own.</summary>
internal sealed class AgentProcess : IAsyncDisposable
{
    private const int ShownLines = 30;
    private static readonly TimeSpan StopLimit = TimeSpan.FromMinutes(1);
    private readonly Process process;
    private readonly ConcurrentQueue<string> said;

    private AgentProcess(Process process, ConcurrentQueue<string> said)
    {
        this.process = process;
        this.said = said;
    }

    /// <summary>The program, built in the configuration of the tests.</summary>
    public static string Program { get; } = Path.Combine(
        CorpusPaths.Repository, "agents", "HueSoc.Agent", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "huesoc-agent.dll");

    /// <summary>The process id.</summary>
    public int Id => process.Id;

    /// <summary>The last lines it has written so far.</summary>
    public string Said => string.Join('\n', said.TakeLast(ShownLines));

    /// <summary>Starts it.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="environment">Environment variables besides those of the tests.</param>
    public static AgentProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = StartInfo(arguments, environment);
        ConcurrentQueue<string> lines = [];
        Process child = new() { StartInfo = start };
        void Hear(string? line)
        {
            if (line is not null)
                lines.Enqueue(line);
        }

        child.OutputDataReceived += (_, e) => Hear(e.Data);
        child.ErrorDataReceived += (_, e) => Hear(e.Data);
        child.Start();
        child.BeginOutputReadLine();
        child.BeginErrorReadLine();
        return new(child, lines);
    }

    /// <summary>Runs a command of the program to its end.</summary>
    /// <returns>Its exit code and what it wrote.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        using Process child = Process.Start(StartInfo(arguments, environment))!;
        Task<string> output = child.StandardOutput.ReadToEndAsync();
        string errors = await child.StandardError.ReadToEndAsync();
        await child.WaitForExitAsync();
        return (child.ExitCode, await output + errors);
    }

    /// <summary>Ends it as a power cut would: SIGKILL. Returns when it is gone.</summary>
    public async Task KillAsync()
    {
        process.HasExited.ShouldBeFalse($"the agent ended by itself; it said:\n{Said}");
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>Asks it to end: SIGTERM.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        using (Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(StopLimit);
        return process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private static ProcessStartInfo StartInfo(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        ProcessStartInfo start = new("dotnet", [Program, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_NOLOGO"] = "1";
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return start;
    }
}
