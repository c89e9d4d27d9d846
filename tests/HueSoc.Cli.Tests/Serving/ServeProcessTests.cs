using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using HueSoc.Cli.Tests.Run;

namespace HueSoc.Cli.Tests.Serving;

/// <summary><c>huesoc serve</c> and <c>huesoc demo</c> as an operator runs them: processes that are told to end.</summary>
public sealed partial class ServeProcessTests : IDisposable
{
    private const int Sigterm = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Serve_WhenItAnswers_SaysSoInOneLineAndEndsCleanlyOnSigterm()
    {
        using Process process = ChildProcess.Start(folder.Path, "serve", "--urls", "http://127.0.0.1:0", "--ingest-urls", "http://127.0.0.1:0");
        using CancellationTokenSource patience = new(Patience);

        string? line = await process.StandardOutput.ReadLineAsync(patience.Token);
        string? password = await process.StandardError.ReadLineAsync(patience.Token);
        Kill(process.Id, Sigterm).ShouldBe(0);
        CommandResult result = await ChildProcess.EndAsync(process);

        line.ShouldNotBeNull().ShouldMatch("^HueSoc is ready: console http://127\\.0\\.0\\.1:[1-9][0-9]* ingest http://127\\.0\\.0\\.1:[1-9][0-9]*$");
        password.ShouldNotBeNull().ShouldContain("admin");
        result.ShouldBe(new CommandResult(0, "", ""));
    }

    [Fact]
    public async Task Serve_OnAFolderThatAnotherServerHas_IsRefused()
    {
        string[] arguments = ["serve", "--urls", "http://127.0.0.1:0", "--ingest-urls", "http://127.0.0.1:0"];
        using Process first = ChildProcess.Start(folder.Path, arguments);
        using CancellationTokenSource patience = new(Patience);
        await first.StandardOutput.ReadLineAsync(patience.Token);

        CommandResult second = await ChildProcess.RunAsync(folder.Path, arguments);
        Kill(first.Id, Sigterm).ShouldBe(0);
        await ChildProcess.EndAsync(first);

        second.Code.ShouldBe(3);
        second.Error.ShouldContain("another HueSoc server");
    }

    [Fact]
    public async Task Serve_WithFaultySettings_NamesEachAndStartsNothing()
    {
        CommandResult result = await ChildProcess.RunAsync(folder.Path, "serve", "--urls", "http://0.0.0.0:0", "--retention-days", "3");

        result.Code.ShouldBe(2);
        result.Error.ShouldContain("has to be https");
        result.Error.ShouldContain("retentionDays:");
        Directory.Exists(Path.Combine(folder.Path, "huesoc-data")).ShouldBeFalse();
    }

    [Fact]
    public async Task Serve_AtAnAddressThatIsNotThisMachines_SaysSoInOneLine()
    {
        // Of the block that is kept for documentation.
        CommandResult result = await ChildProcess.RunAsync(
            folder.Path, "serve", "--self-signed", "--urls", "https://192.0.2.7:0", "--ingest-urls", "http://127.0.0.1:0");

        result.Code.ShouldBe(3);
        result.Error.Trim().ShouldStartWith("urls:");
        result.Error.Trim().ShouldNotContain('\n');
    }

    [Theory]
    [InlineData("--urls", "--ingest-urls", "urls:")]
    [InlineData("--ingest-urls", "--urls", "ingestUrls:")]
    public async Task Serve_AtAPortThatIsTaken_SaysWhichInOneLine(string taken, string free, string begin)
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        string address = $"127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        CommandResult result = await ChildProcess.RunAsync(folder.Path, "serve", taken, $"http://{address}", free, "http://127.0.0.1:0");

        result.Code.ShouldBe(3);
        result.Output.ShouldBeEmpty();
        result.Error.Trim().ShouldStartWith(begin);
        result.Error.ShouldContain(address);
        result.Error.Trim().ShouldNotContain('\n');
    }

    [Theory]
    [InlineData("--no-such-flag")]
    [InlineData("--data", "d", "--no-such-flag", "x")]
    [InlineData("--rules", "r", "--no-such-flag")]
    [InlineData("--urls", "http://127.0.0.1:0", "--no-such-flag")]
    [InlineData("--self-signed", "--no-such-flag=1")]
    public async Task Serve_WithAFlagItDoesNotKnow_NamesItAndStartsNothing(params string[] flags)
    {
        CommandResult result = await ChildProcess.RunAsync(folder.Path, ["serve", .. flags]);

        result.Code.ShouldBe(2);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldContain("--no-such-flag");
        Directory.GetFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Serve_WhereTheDataFolderIsAFile_SaysSoInOneLine()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "huesoc-data"), "");

        CommandResult result = await ChildProcess.RunAsync(folder.Path, "serve", "--urls", "http://127.0.0.1:0", "--ingest-urls", "http://127.0.0.1:0");

        result.Code.ShouldBe(3);
        result.Error.Trim().ShouldContain("the data folder cannot be made");
        result.Error.Trim().ShouldNotContain('\n');
    }

    [Fact]
    public async Task Demo_Once_ShipsTheSamplesListsTheAlertsAndLeavesNothing()
    {
        string temporary = Directory.CreateDirectory(Path.Combine(folder.Path, "tmp")).FullName;

        CommandResult result = await ChildProcess.RunWithTemporaryFolderAsync(folder.Path, temporary, "demo", "--once");

        result.Code.ShouldBe(0, result.Error);
        result.OutputLines[0].ShouldStartWith("HueSoc is ready: console http://127.0.0.1:");
        result.OutputLines.ShouldContain(line => line.Contains("admin", StringComparison.Ordinal));
        result.OutputLines[^1].ShouldMatch("^[1-9][0-9]* alerts from 58 events$");
        Directory.GetDirectories(temporary, "huesoc-*").ShouldBeEmpty();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
