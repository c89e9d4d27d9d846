using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.Versioning;
using HueSoc.EndToEnd.Tests.Serving;
using HueSoc.EndToEnd.Tests.Torture;

namespace HueSoc.EndToEnd.Tests.Agents;

/// <summary>The agent for Windows, run by Wine in a Windows of its own.</summary>
[SupportedOSPlatform("linux")]
internal sealed class WineAgent : IAsyncDisposable
{
    private const int ShownLines = 30;
    private readonly Process process;
    private readonly ConcurrentQueue<string> said = [];
    private readonly Dictionary<string, string> surroundings;

    private WineAgent(Process process, Dictionary<string, string> environment)
    {
        this.process = process;
        surroundings = environment;
        process.OutputDataReceived += (_, e) => said.Enqueue(e.Data ?? "");
        process.ErrorDataReceived += (_, e) => said.Enqueue(e.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Whether it ended by itself.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>The last lines it has written so far.</summary>
    public string Said => string.Join('\n', said.TakeLast(ShownLines));

    /// <summary>Starts it with the state folder and the configuration file in a folder.</summary>
    public static async Task<WineAgent> StartAsync(TemporaryFolder folder, string published)
    {
        Dictionary<string, string> environment = new(StringComparer.Ordinal)
        {
            ["WINEPREFIX"] = folder.Of("wine"),
            ["WINEDEBUG"] = "-all",
            ["DISPLAY"] = "",

            // Neither is needed, and both are asked for in a window.
            ["WINEDLLOVERRIDES"] = "mscoree,mshtml=",
        };
        await CommandLine.RunAsync("wineboot", ["--init"], environment);
        ProcessStartInfo start = new("wine", [Path.Combine(published, "huesoc-agent.exe"), "run", "--state", WindowsPath(folder.Of("state")), "--config", WindowsPath(folder.Of("agent.json"))])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return new(Process.Start(start)!, environment);
    }

    /// <summary>A path as programs for Windows see it.</summary>
    public static string WindowsPath(string path) => "Z:" + path.Replace('/', '\\');

    /// <summary>Ends it as a power cut would: SIGKILL.</summary>
    public async Task KillAsync()
    {
        process.HasExited.ShouldBeFalse($"the agent ended by itself; it said:\n{Said}");
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();

        // There may be nothing left to end, which is an error to it.
        await CommandLine.RunAsync("sh", ["-c", "wineserver --kill || true"], surroundings);
    }
}
