using HueSoc.Cli;
using HueSoc.Cli.Terminal;

using Screen screen = Screen.OfProcess();
using Interruption interruption = new();
return CommandLine.Run(args, screen, TimeProvider.System, interruption.Token);
