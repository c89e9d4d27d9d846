using System.CommandLine;
using HueSoc.Cli.Terminal;
using HueSoc.Server;
using HueSoc.Server.Hosting;

namespace HueSoc.Cli.Serving;

/// <summary><c>huesoc serve</c>: what it takes on the command line.</summary>
internal static class ServeCommand
{
    /// <summary>Builds the command.</summary>
    /// <param name="screen">Where it writes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="interruption">Stops the server.</param>
    public static Command Build(Screen screen, TimeProvider time, CancellationToken interruption)
    {
        Option<string?> file = new("--config") { Description = "The configuration file. Default: huesoc.json in the current folder, if it is there.", HelpName = "file" };
        (Option Option, string Setting)[] settings =
        [
            (Text("--data", "dir", "The data folder. Default: huesoc-data."), "data"),
            (Texts("--urls", "url", "Where console and API listen. Default: http://127.0.0.1:5280."), "urls"),
            (Texts("--ingest-urls", "url", "Where shippers are listened to. Default: http://127.0.0.1:9280."), "ingestUrls"),
            (Texts("--rules", "dir|file", "Sigma rules beside those that come with the program."), "rules"),
            (Flag("--only-given-rules", "Leaves out the rules that come with the program."), "onlyGivenRules"),
            (Texts("--pipeline", "file", "Processing pipelines. Default: those that come with the program."), "pipelines"),
            (Text("--certificate", "file", "A certificate for https: PFX, or PEM with --certificate-key."), "certificate"),
            (Text("--certificate-key", "file", "The private key of a PEM certificate."), "certificateKey"),
            (Flag("--self-signed", "Makes a certificate for https, and keeps it in the data folder."), "selfSigned"),
            (Text("--retention-days", "n", "How many days events are kept. Default: 90."), "retentionDays"),
            (Text("--backup-folder", "dir", "Where nightly backups go. Default: none are made."), "backupFolder"),
            (Text("--log-level", "level", "From which level on the server's own log goes to standard error. Default: warning."), "logLevel"),
        ];
        Command command = new("serve", "Runs the server: takes logs, stores them, evaluates rules, raises alerts.") { file };
        foreach ((Option option, _) in settings)
            command.Options.Add(option);
        command.SetAction(result =>
        {
            Dictionary<string, string?> flags = [];
            foreach ((Option option, string setting) in settings)
            {
                if (result.GetResult(option) is { Implicit: false } given)
                    flags[setting] = given.Tokens.Count == 0 ? "true" : string.Join(';', given.Tokens.Select(token => token.Value));
            }

            ServerSettings read = ServerSettings.Read(result.GetValue(file), ServerEnvironment.Variables(), flags);
            return Task.Run(() => RunAsync(read, screen, time, interruption)).GetAwaiter().GetResult();
        });
        return command;
    }

    private static async Task<int> RunAsync(ServerSettings settings, Screen screen, TimeProvider time, CancellationToken interruption)
    {
        if (!settings.Faults.IsEmpty)
        {
            foreach (string fault in settings.Faults)
                screen.Say(fault);
            return ExitCode.Usage;
        }

        try
        {
            await using HueSocServer server = await HueSocServer.StartAsync(settings, time, interruption);
            if (server.FirstPassword is { } password)
                screen.Say($"The first account is admin, its password: {password} (shown this once)");
            screen.WriteResult(server.ReadyLine + "\n");
            await ServerEnvironment.WaitAsync(interruption);
            return ExitCode.Done;
        }
        catch (ServerStartException e)
        {
            screen.Say(e.Message);
            return ExitCode.Incomplete;
        }
        catch (OperationCanceledException) when (interruption.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
    }

    private static Option<string?> Text(string name, string value, string description) => new(name) { Description = description, HelpName = value };

    private static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    private static Option<string[]> Texts(string name, string value, string description) => new(name)
    {
        Description = description,
        HelpName = value,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };
}
