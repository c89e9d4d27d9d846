using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using HueSoc.Tests.Corpus;

namespace HueSoc.Benchmarks;

/// <summary>
/// What the agent takes of the machine it runs on: the published program on one processor, from the log file through normalising, spool
/// and shipping to a receiver that takes everything. Lines are those of the corpus' auth, syslog and audit logs, again and again.
/// </summary>
internal static class AgentFigure
{
    private const int Backlog = 400_000;
    private const int EventsPerSecond = 1_000;

    public static bool Measure(Corpus corpus)
    {
        double seconds = double.Parse(Environment.GetEnvironmentVariable("HUESOC_AGENT_SECONDS") ?? "60", CultureInfo.InvariantCulture);
        string folder = corpus.Temporary("agent");
        string program = Environment.GetEnvironmentVariable("HUESOC_AGENT_PROGRAM") ?? PublishedAgent.Publish(Path.Combine(folder, "published"));
        (string[] Syslog, string[] Audit) lines = (Lines("system-auth/auth-ubuntu1204.log", "system-auth/secure-rhel7.log", "system-syslog/suse-syslog.log"), Lines("auditd/audit-rhel7.log"));
        using BulkSink sink = new();
        bool good = Figures.Judge("size of the program, MB", new FileInfo(program).Length / 1e6, atMost: 40);
        good &= Throughput(program, Path.Combine(folder, "throughput"), lines, sink);
        sink.Reset();
        good &= Steady(program, Path.Combine(folder, "steady"), lines, sink, seconds);
        return good;
    }

    private static bool Throughput(string program, string folder, (string[] Syslog, string[] Audit) lines, BulkSink sink)
    {
        string logs = Directory.CreateDirectory(Path.Combine(folder, "logs")).FullName;
        using (StreamWriter syslog = new(Path.Combine(logs, "syslog")))
        using (StreamWriter audit = new(Path.Combine(logs, "audit.log")))
        {
            for (int i = 0; i < Backlog; i += 2)
            {
                syslog.Write(lines.Syslog[i / 2 % lines.Syslog.Length]);
                audit.Write(lines.Audit[i / 2 % lines.Audit.Length]);
            }
        }

        using PublishedAgent agent = PublishedAgent.Start(program, Path.Combine(folder, "agent"), Settings(sink.Address, logs, batchMilliseconds: 100));
        using ManualResetEventSlim never = new(initialState: false);
        while (sink.Events < Backlog)
            never.Wait(TimeSpan.FromMilliseconds(20));
        double elapsed = Stopwatch.GetElapsedTime(sink.FirstRequest, sink.LastAnswer).TotalSeconds;
        double processor = agent.ProcessorTime.TotalSeconds;
        Console.WriteLine($"  {Backlog:N0} events of {sink.Bytes / Backlog:N0} bytes in {elapsed:F1} s on one processor, {processor / Backlog * 1e6:F0} µs of processor time an event, RSS {agent.ResidentBytes / 1e6:F1} MB");
        return Figures.Judge("events a second on one processor", Backlog / elapsed, atLeast: 10_000);
    }

    private static bool Steady(string program, string folder, (string[] Syslog, string[] Audit) lines, BulkSink sink, double seconds)
    {
        string logs = Directory.CreateDirectory(Path.Combine(folder, "logs")).FullName;
        string path = Path.Combine(logs, "syslog");
        File.WriteAllText(path, lines.Syslog[0]);
        using PublishedAgent agent = PublishedAgent.Start(program, Path.Combine(folder, "agent"), Settings(sink.Address, logs, batchMilliseconds: 1_000));
        List<(long Resident, long Anonymous)> samples = [];
        int written = 0;
        using (FileStream log = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
        using (ManualResetEventSlim never = new(initialState: false))
        {
            // The first third warms up.
            long began = Stopwatch.GetTimestamp();
            TimeSpan processor = default;
            long measuredFrom = 0;
            while (Stopwatch.GetElapsedTime(began).TotalSeconds is double at && at < seconds)
            {
                StringBuilder some = new();
                for (; written < at * EventsPerSecond; written++)
                    some.Append(lines.Syslog[written % lines.Syslog.Length]);
                log.Write(Encoding.UTF8.GetBytes(some.ToString()));
                log.Flush();
                if (measuredFrom == 0 && at > seconds / 3)
                {
                    measuredFrom = Stopwatch.GetTimestamp();
                    processor = agent.ProcessorTime;
                }

                if (measuredFrom != 0)
                    samples.Add((agent.ResidentBytes, agent.AnonymousBytes));
                never.Wait(TimeSpan.FromMilliseconds(50));
            }

            double share = (agent.ProcessorTime - processor) / Stopwatch.GetElapsedTime(measuredFrom);
            while (sink.Events < written + 1)
                never.Wait(TimeSpan.FromMilliseconds(50));

            // It has noticed that nothing comes any more when this begins.
            never.Wait(TimeSpan.FromSeconds(15));
            processor = agent.ProcessorTime;
            measuredFrom = Stopwatch.GetTimestamp();
            never.Wait(TimeSpan.FromSeconds(seconds / 2));
            double idle = (agent.ProcessorTime - processor) / Stopwatch.GetElapsedTime(measuredFrom);
            Console.WriteLine($"  {EventsPerSecond:N0} events/s for {seconds:F0} s, {sink.Events:N0} delivered");
            bool good = Figures.Judge("RSS at 1,000 events/s, MB", samples.Max(sample => sample.Resident) / 1e6, atMost: 56);
            good &= Figures.Judge("of it anonymous, MB", samples.Max(sample => sample.Anonymous) / 1e6, atMost: 28);
            good &= Figures.Judge("processor at 1,000 events/s, % of one", share * 100, atMost: 5);
            good &= Figures.Judge("processor at rest, % of one", idle * 100, atMost: 0.5);
            return Figures.Judge("start until ready, s", agent.StartTime.TotalSeconds, atMost: 0.5) & good;
        }
    }

    private static string[] Lines(params string[] files) =>
        [.. files.SelectMany(file => File.ReadLines(CorpusPaths.Of($"corpora/linux/{file}"))).Where(line => line.Length > 0).Select(line => $"{line}\n")];

    private static string Settings(Uri address, string logs, int batchMilliseconds) => JsonSerializer.Serialize(new
    {
        ship_to = new[] { address.ToString() },
        api_key = "id:secret",
        configuration = new
        {
            sources = new object[]
            {
                new { name = "syslog", kind = "file", paths = new[] { $"{logs}/syslog" }, format = "syslog" },
                new { name = "audit", kind = "file", paths = new[] { $"{logs}/audit.log" }, format = "auditd" },
            },
            limits = new { batch_milliseconds = batchMilliseconds, keep_free_bytes = 0 },
        },
    });
}
