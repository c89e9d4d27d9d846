using System.CommandLine;
using HueSoc.Cli.Terminal;

namespace HueSoc.Cli.Serving;

/// <summary><c>huesoc demo</c>: what it takes on the command line.</summary>
internal static class DemoCommand
{
    /// <summary>Builds the command.</summary>
    /// <param name="screen">Where it writes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="interruption">Ends it.</param>
    public static Command Build(Screen screen, TimeProvider time, CancellationToken interruption)
    {
        Option<string> url = new("--urls")
        {
            Description = "Where the console listens. Default: any free port of this machine.",
            HelpName = "url",
            DefaultValueFactory = _ => "http://127.0.0.1:0",
        };
        Option<bool> once = new("--once") { Description = "Ends as soon as the samples are evaluated." };
        Command command = new("demo", "Shows it all: a server on a temporary folder, sample logs shipped to it, alerts as they come.") { url, once };
        command.SetAction(result =>
        {
            DemoRun run = new(result.GetValue(url)!, result.GetValue(once), screen, time);
            return Task.Run(() => run.RunAsync(interruption)).GetAwaiter().GetResult();
        });
        return command;
    }
}
