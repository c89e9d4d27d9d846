using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using HueSoc.Tests.Corpus;

namespace HueSoc.EndToEnd.Tests.Serving;

/// <summary>A running <c>huesoc serve</c>: the program as it is built, a process of its own.</summary>
internal sealed partial class HuesocProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private const int ShownLines = 20;
    private readonly Process process;
    private readonly ConcurrentQueue<string> said;

    private HuesocProcess(Process process, ConcurrentQueue<string> said, Uri console, Uri ingest)
    {
        this.process = process;
        this.said = said;
        Console = console;
        Ingest = ingest;
    }

    /// <summary>The program, built in the configuration of the tests.</summary>
    public static string Program { get; } = Path.Combine(
        CorpusPaths.Repository, "src", "HueSoc.Cli", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "huesoc.dll");

    /// <summary>Where the console and the API are.</summary>
    public Uri Console { get; }

    /// <summary>Where shippers post.</summary>
    public Uri Ingest { get; }

    /// <summary>The process id.</summary>
    public int Id => process.Id;

    /// <summary>The last lines it has written so far.</summary>
    public string Said => string.Join('\n', said.TakeLast(ShownLines));

    /// <summary>Starts the server and returns when it says that it is ready.</summary>
    /// <param name="arguments">What stands behind <c>huesoc serve</c>; addresses are chosen here unless given.</param>
    /// <param name="environment">Environment variables besides those of the tests.</param>
    public static async Task<HuesocProcess> ServeAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = StartInfo(["serve", "--urls", "http://127.0.0.1:0", "--ingest-urls", "http://127.0.0.1:0", .. arguments], environment);
        ConcurrentQueue<string> lines = [];
        TaskCompletionSource<Match> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Process child = new() { StartInfo = start, EnableRaisingEvents = true };
        void Hear(string? line)
        {
            if (line is null)
                return;
            lines.Enqueue(line);
            if (ReadyLine().Match(line) is { Success: true } match)
                ready.TrySetResult(match);
        }

        child.OutputDataReceived += (_, e) => Hear(e.Data);
        child.ErrorDataReceived += (_, e) => Hear(e.Data);
        child.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("the server ended before it was ready"));
        child.Start();
        child.BeginOutputReadLine();
        child.BeginErrorReadLine();
        try
        {
            Match match = await ready.Task.WaitAsync(StartLimit);
            return new(child, lines, new(match.Groups["console"].Value), new(match.Groups["ingest"].Value));
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            child.Kill(entireProcessTree: true);
            // What it said last, which is why it ended, may still be in the pipes.
            await child.WaitForExitAsync();
            throw new InvalidOperationException($"{e.Message}; it said:\n{string.Join('\n', lines.TakeLast(ShownLines))}", e);
        }
    }

    /// <summary>Runs another command of the program to its end.</summary>
    /// <returns>What it wrote to standard output.</returns>
    public static async Task<string> RunAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        using Process child = Process.Start(StartInfo(arguments, environment))!;
        Task<string> output = child.StandardOutput.ReadToEndAsync();
        string errors = await child.StandardError.ReadToEndAsync();
        await child.WaitForExitAsync();
        return child.ExitCode == 0 ? await output : throw new InvalidOperationException($"exit code {child.ExitCode}: {errors}{await output}");
    }

    /// <summary>Ends it as a power cut would: SIGKILL, no chance to finish anything. Returns when it is gone.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, as the service manager does: SIGTERM.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        using (Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(StartLimit);
        return process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await KillAsync();
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

    [GeneratedRegex(@"^HueSoc is ready: console (?<console>\S+) ingest (?<ingest>\S+)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex ReadyLine();
}
