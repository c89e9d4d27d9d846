using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace HueSoc.Benchmarks;

/// <summary>A running <c>huesoc serve</c>: the program as it is built, a process of its own, on a folder of its own.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "huesoc.dll");
    private readonly Process process;
    private readonly HttpClient http = new();

    private ServerProcess(Process process, Match ready, string key, string token)
    {
        this.process = process;
        Console = new(ready.Groups["console"].Value);
        Ingest = new(ready.Groups["ingest"].Value);
        Key = key;
        Token = token;
    }

    /// <summary>Where the API is.</summary>
    public Uri Console { get; }

    /// <summary>Where shippers post.</summary>
    public Uri Ingest { get; }

    /// <summary>A shipper key.</summary>
    public string Key { get; }

    /// <summary>An API token of an administrator.</summary>
    public string Token { get; }

    /// <summary>What the process has in memory, in bytes.</summary>
    public long ResidentBytes => ProcessStatus.Bytes(process.Id, "VmRSS:");

    /// <summary>The most it ever had.</summary>
    public long PeakBytes => ProcessStatus.Bytes(process.Id, "VmHWM:");

    /// <summary>Processor time the process has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it with the rules that come with the program and further ones, and returns when it says that it is ready.</summary>
    public static ServerProcess Start(string data, IEnumerable<string> rules)
    {
        string key = Run("admin", "api-key", "--data", data, "--agency", "SKHCN", "--name", BulkRequests.KeyName);
        string token = Run("admin", "token", "--data", data, "--role", "admin");
        ProcessStartInfo start = new(
            "dotnet",
            [Program, "serve", "--data", data, "--urls", "http://127.0.0.1:0", "--ingest-urls", "http://127.0.0.1:0", .. rules.SelectMany(r => new[] { "--rules", r })])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["HUESOC_ADMIN_PASSWORD"] = "a long password for measuring";
        Process child = Process.Start(start)!;
        while (child.StandardOutput.ReadLine() is { } line)
        {
            if (ReadyLine().Match(line) is { Success: true } ready)
            {
                _ = child.StandardOutput.ReadToEndAsync();
                return new(child, ready, key, token);
            }
        }

        throw new InvalidOperationException("the server ended before it was ready");
    }

    /// <summary>A figure of <c>/metrics</c>.</summary>
    public double Metric(string name)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(Console, "/metrics"));
        using HttpResponseMessage response = http.Send(request);
        using StreamReader reader = new(response.EnsureSuccessStatusCode().Content.ReadAsStream());
        string text = reader.ReadToEnd();
        int at = text.IndexOf($"\n{name} ", StringComparison.Ordinal) + name.Length + 2;
        return double.Parse(text.AsSpan(at, text.IndexOf('\n', at) - at), CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until so many events have been evaluated since the start, and none waits.</summary>
    public void WaitUntilEvaluated(double events)
    {
        using ManualResetEventSlim never = new(initialState: false);
        while (Metric("huesoc_evaluator_events_total") < events || Metric("huesoc_evaluator_lag_events") > 0)
            never.Wait(TimeSpan.FromMilliseconds(10));
    }

    /// <summary>Asks it to end, as the service manager does.</summary>
    public void Stop()
    {
        using (Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
            kill.WaitForExit();
        process.WaitForExit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        process.Dispose();
        http.Dispose();
    }

    private static string Run(params string[] arguments)
    {
        using Process child = Process.Start(new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"huesoc {string.Join(' ', arguments)}: exit code {child.ExitCode}");
    }

    [GeneratedRegex(@"^HueSoc is ready: console (?<console>\S+) ingest (?<ingest>\S+)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex ReadyLine();
}
