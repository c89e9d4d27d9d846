using System.Diagnostics;
using System.Text.Json.Nodes;
using HueSoc.Server.Tests.Ingest;

namespace HueSoc.EndToEnd.Tests.Shippers;

/// <summary>rsyslogd with omelasticsearch against the endpoint, with its own configuration and its own files.</summary>
public sealed class RsyslogTests
{
    private const int Count = 100_000;

    [Fact]
    public async Task Omelasticsearch_OneHundredThousandLines_EachStoredOnceUnderItsBulkId()
    {
        await using IngestHost host = await IngestHost.StartAsync();
        string folder = Directory.CreateTempSubdirectory("huesoc-rsyslog-").FullName;
        try
        {
            await File.WriteAllLinesAsync(
                Path.Combine(folder, "in.log"),
                Enumerable.Range(0, Count).Select(i => $"Failed password for \"root\" số {i}"));
            string configuration = Path.Combine(folder, "rsyslog.conf");
            await File.WriteAllTextAsync(configuration, Configuration(folder, host.Address.Port));

            await RunUntilAsync(configuration, folder, () => host.Store.Events.Count >= Count, TimeSpan.FromMinutes(5));

            File.Exists(Path.Combine(folder, "errors.log")).ShouldBeFalse();
            host.Store.Events.Select(stored => stored.Key.Id).Distinct().Count().ShouldBe(Count);
            JsonNode[] events = [.. host.Store.Events.Select(stored => JsonNode.Parse(stored.Document.Span)!)];
            events.Select(stored => (string)stored["message"]!).ShouldBe(
                Enumerable.Range(0, Count).Select(i => $"Failed password for \"root\" số {i}"), ignoreOrder: true);
            events.ShouldAllBe(stored => (string)stored["log"]!["syslog"]!["severity"]!["name"]! == "notice");
            events.ShouldAllBe(stored => (string)stored["event"]!["dataset"]! == "syslog");
            events.ShouldAllBe(stored => stored["huesoc"]!["time"] == null);
            host.Errors.Lines.ShouldBeEmpty();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Configuration(string folder, int port) => $$"""
        global(workDirectory="{{folder}}")
        module(load="imfile")
        module(load="omelasticsearch")
        template(name="id" type="string" string="%$!id%")
        template(name="document" type="list" option.jsonf="on") {
            property(outname="message" name="msg" format="jsonf")
            property(outname="fromhost" name="hostname" format="jsonf")
            property(outname="facility" name="syslogfacility-text" format="jsonf")
            property(outname="priority" name="syslogseverity-text" format="jsonf")
            property(outname="timereported" name="timereported" dateFormat="rfc3339" format="jsonf")
            property(outname="timegenerated" name="timegenerated" dateFormat="rfc3339" format="jsonf")
            property(outname="syslogtag" name="syslogtag" format="jsonf")
        }
        input(type="imfile" file="{{folder}}/in.log" tag="hue:" facility="local3" severity="notice" freshStartTail="off" ruleset="ship")
        ruleset(name="ship") {
            set $!id = $uuid;
            action(type="omelasticsearch" server="127.0.0.1" serverport="{{port}}" usehttps="off"
                uid="{{IngestHost.KeyId}}" pwd="{{IngestHost.Secret}}" bulkmode="on" searchIndex="logs-syslog-default" searchType=""
                template="document" dynBulkId="on" bulkid="id" writeoperation="create" retryfailures="off"
                queue.type="linkedList" queue.size="200000" queue.dequeueBatchSize="1000"
                errorfile="{{folder}}/errors.log" action.resumeRetryCount="-1" action.resumeInterval="1")
        }
        """;

    private static async Task RunUntilAsync(string configuration, string folder, Func<bool> done, TimeSpan limit)
    {
        ProcessStartInfo start = new(
            Path.Exists("/usr/sbin/rsyslogd") ? "/usr/sbin/rsyslogd" : "rsyslogd",
            ["-n", "-f", configuration, "-i", Path.Combine(folder, "rsyslogd.pid")]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        using PeriodicTimer look = new(TimeSpan.FromMilliseconds(100));
        long began = Stopwatch.GetTimestamp();
        try
        {
            while (!done() && !process.HasExited && Stopwatch.GetElapsedTime(began) < limit)
                await look.WaitForNextTickAsync();
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }

        done().ShouldBeTrue(await errors);
    }
}
