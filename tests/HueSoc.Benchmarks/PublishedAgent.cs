using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using HueSoc.Tests.Corpus;

namespace HueSoc.Benchmarks;

/// <summary>The agent as it is published for linux-x64, running on one processor alone.</summary>
internal sealed class PublishedAgent : IDisposable
{
    private readonly Process process;
    private readonly string state;

    private PublishedAgent(Process process, string state, TimeSpan start)
    {
        this.process = process;
        this.state = state;
        StartTime = start;
    }

    /// <summary>How long it took from its start until it said that it was ready.</summary>
    public TimeSpan StartTime { get; }

    /// <summary>What the process has in memory, in bytes.</summary>
    public long ResidentBytes => ProcessStatus.Bytes(process.Id, "VmRSS:");

    /// <summary>Of that what is no file's.</summary>
    public long AnonymousBytes => ProcessStatus.Bytes(process.Id, "RssAnon:");

    /// <summary>Processor time it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Publishes the program.</summary>
    /// <returns>Its path.</returns>
    public static string Publish(string folder)
    {
        string project = Path.Combine(CorpusPaths.Repository, "agents", "HueSoc.Agent", "HueSoc.Agent.csproj");
        using Process publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", project, "-c", "Release", "-r", "linux-x64", "-o", folder, "--nologo", "-v", "quiet"]) { UseShellExecute = false })!;
        publish.WaitForExit();
        return publish.ExitCode == 0 ? Path.Combine(folder, "huesoc-agent") : throw new InvalidOperationException("the agent could not be published");
    }

    /// <summary>Starts it and returns when it says that it is ready.</summary>
    /// <param name="program">The program.</param>
    /// <param name="folder">A folder of its own.</param>
    /// <param name="settings">Its settings as JSON.</param>
    public static PublishedAgent Start(string program, string folder, string settings)
    {
        Directory.CreateDirectory(folder);
        string config = Path.Combine(folder, "agent.json");
        File.WriteAllText(config, settings);
        string address = Path.Combine(folder, "notify");
        using Socket manager = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        manager.Bind(new UnixDomainSocketEndPoint(address));
        ProcessStartInfo start = new("taskset", ["-c", "0", program, "run", "--state", Path.Combine(folder, "state"), "--config", config]) { UseShellExecute = false, RedirectStandardError = true };
        start.Environment["NOTIFY_SOCKET"] = address;
        long began = Stopwatch.GetTimestamp();
        Process child = Process.Start(start)!;
        _ = child.StandardError.ReadToEndAsync();
        byte[] said = new byte[256];
        manager.ReceiveTimeout = 30_000;
        while (!Encoding.UTF8.GetString(said, 0, manager.Receive(said)).StartsWith("READY=1", StringComparison.Ordinal))
        {
            // Something else it says.
        }

        return new(child, folder, Stopwatch.GetElapsedTime(began));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        using (Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
            kill.WaitForExit();
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(state, recursive: true);
    }
}
