using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json;
using HueSoc.EndToEnd.Tests.Serving;
using HueSoc.EndToEnd.Tests.Shippers;
using HueSoc.EndToEnd.Tests.Torture;
using HueSoc.Tests.Corpus;

namespace HueSoc.EndToEnd.Tests.Agents;

/// <summary>The Debian package, with the program as it is published: trimmed, compiled ahead, one file.</summary>
[SupportedOSPlatform("linux")]
public sealed class PackageTests
{
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private static readonly string Build = Path.Combine(CorpusPaths.Repository, "agents", "HueSoc.Agent", "packaging", "deb", "build.sh");

    [NeedsFact("dpkg-deb")]
    public async Task Package_InstalledUpgradedRemovedAndPurged_ShipsAndKeepsItsStateUntilThen()
    {
        using TemporaryFolder folder = new();
        string published = folder.Of("published");
        await CommandLine.RunAsync("dotnet", ["publish", Path.Combine(CorpusPaths.Repository, "agents", "HueSoc.Agent", "HueSoc.Agent.csproj"), "-c", "Release", "-r", "linux-x64", "-o", published, "--nologo", "-v", "quiet"]);
        string first = (await CommandLine.RunAsync("bash", [Build, folder.Of("packages"), "1.0.0", published])).Trim().Split('\n')[^1];
        string second = (await CommandLine.RunAsync("bash", [Build, folder.Of("packages"), "1.1.0", published])).Trim().Split('\n')[^1];
        string root = folder.Of("root");
        string state = Path.Combine(root, "var", "lib", "huesoc-agent");
        string program = Path.Combine(root, "usr", "bin", "huesoc-agent");
        Directory.CreateDirectory(Path.Combine(root, "var", "lib", "dpkg", "updates"));
        Directory.CreateDirectory(Path.Combine(root, "var", "lib", "dpkg", "info"));
        await File.WriteAllTextAsync(Path.Combine(root, "var", "lib", "dpkg", "status"), "");

        await DpkgAsync(root, "--install", first);
        File.GetUnixFileMode(state).ShouldBe(OwnersAlone);
        File.Exists(Path.Combine(root, "lib", "systemd", "system", "huesoc-agent.service")).ShouldBeTrue();
        await ShipAsync(folder, program, state);
        string[] kept = [.. Directory.EnumerateFiles(state, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        kept.ShouldNotBeEmpty();

        await DpkgAsync(root, "--install", second);
        (await CommandLine.RunAsync("dpkg-query", ["--admindir", Path.Combine(root, "var", "lib", "dpkg"), "--show", "--showformat=${Version}", "huesoc-agent"])).ShouldBe("1.1.0");
        Directory.EnumerateFiles(state, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ShouldBe(kept);
        File.GetUnixFileMode(state).ShouldBe(OwnersAlone);

        await DpkgAsync(root, "--remove", "huesoc-agent");
        File.Exists(program).ShouldBeFalse();
        Directory.EnumerateFiles(state, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ShouldBe(kept);

        await DpkgAsync(root, "--purge", "huesoc-agent");
        Directory.Exists(state).ShouldBeFalse();
    }

    // The installed program reads a log and delivers it to a real server.
    private static async Task ShipAsync(TemporaryFolder folder, string program, string state)
    {
        string logs = Directory.CreateDirectory(folder.Of("logs")).FullName;
        await File.WriteAllLinesAsync(Path.Combine(logs, "auth.log"), ["Mar  2 03:04:05 may-chu sshd[77]: Accepted password for an from 10.1.2.3 port 50022 ssh2", "Mar  2 03:04:06 may-chu sudo: an : TTY=pts/0 ; PWD=/home/an ; USER=root ; COMMAND=/bin/ls"]);
        await using TortureServer server = await TortureServer.PrepareAsync(folder.Of("data"));
        HuesocProcess serving = await server.StartAsync();
        string settings = folder.Of("agent.json");
        await File.WriteAllTextAsync(settings, JsonSerializer.Serialize(new
        {
            ship_to = new[] { serving.Ingest.ToString() },
            api_key = server.Key,
            configuration = new
            {
                sources = new object[] { new { name = "auth", kind = "file", paths = new[] { $"{logs}/auth.log" } } },
                limits = new { keep_free_bytes = 0 },
            },
        }));
        using Process agent = Process.Start(new ProcessStartInfo(program, ["run", "--state", state, "--config", settings]) { UseShellExecute = false, RedirectStandardError = true })!;
        Task<string> said = agent.StandardError.ReadToEndAsync();
        using ApiClient api = server.Api();
        List<JsonElement> events = [];
        long begin = TimeProvider.System.GetTimestamp();
        while (events.Count < 2 && TimeProvider.System.GetElapsedTime(begin) < TimeSpan.FromMinutes(1))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            events.Clear();
            await foreach (JsonElement item in api.ListAsync("/api/v1/events?from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z"))
            {
                if (item.GetProperty("sender").GetString() == TortureServer.Sender)
                    events.Add(item.GetProperty("document").Clone());
            }
        }

        await CommandLine.RunAsync("kill", ["-TERM", agent.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await agent.WaitForExitAsync();
        events.Count.ShouldBe(2, await said);
        events.ShouldAllBe(document => document.GetProperty("event").GetProperty("dataset").GetString() == "system.auth");
        agent.ExitCode.ShouldBe(0);
    }

    private static Task<string> DpkgAsync(string root, params string[] arguments) =>
        CommandLine.RunAsync("dpkg", ["--root", root, "--force-script-chrootless", "--force-depends", "--force-not-root", .. arguments]);
}
