using System.Diagnostics;

namespace HueSoc.EndToEnd.Tests.Shippers;

/// <summary>An <c>rsyslogd</c> with a configuration and files of its own.</summary>
internal static class Rsyslog
{
    /// <summary>The program.</summary>
    public const string Program = "rsyslogd";

    /// <summary>The module that ships, in whichever folder the machine's architecture has it.</summary>
    public const string Module = "/usr/lib/*/rsyslog/omelasticsearch.so";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs it until something is so.</summary>
    /// <param name="folder">Where its process id goes.</param>
    /// <param name="configuration">Its configuration.</param>
    /// <param name="isDone">Whether it may end.</param>
    public static async Task RunUntilAsync(string folder, string configuration, Func<Task<bool>> isDone)
    {
        string file = Path.Combine(folder, "rsyslog.conf");
        await File.WriteAllTextAsync(file, configuration);
        ProcessStartInfo start = new(Programs.Find(Program)!, ["-n", "-f", file, "-i", Path.Combine(folder, "rsyslogd.pid")])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        using PeriodicTimer look = new(TimeSpan.FromMilliseconds(200));
        long began = Stopwatch.GetTimestamp();
        bool done = false;
        try
        {
            while (!(done = await isDone()) && !process.HasExited && Stopwatch.GetElapsedTime(began) < Limit)
                await look.WaitForNextTickAsync();
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
            await process.WaitForExitAsync();
        }

        done.ShouldBeTrue($"rsyslogd did not come to its end: {await errors}");
    }
}
