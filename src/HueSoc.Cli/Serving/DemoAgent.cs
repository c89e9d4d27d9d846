using System.Diagnostics;

namespace HueSoc.Cli.Serving;

/// <summary>The agent of the demonstration: the program itself, enrolled as on any machine, with the demonstration's folder for its logs.</summary>
internal sealed class DemoAgent : IDisposable
{
    private const string Name = "huesoc-agent";
    private readonly Process process;
    private readonly Task<string> said;

    private DemoAgent(Process process)
    {
        this.process = process;
        said = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Where the program is: beside this one.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "agent", $"{Name}.dll");

    /// <summary>Enrolls the agent and starts it.</summary>
    /// <param name="server">Where it enrolls, and ships to.</param>
    /// <param name="token">The token that lets it in.</param>
    /// <param name="state">The folder of its state.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">It could not be enrolled; the message says why.</exception>
    public static async Task<DemoAgent> StartAsync(Uri server, string token, string state, CancellationToken cancellationToken)
    {
        using (Process enrolling = Start("enroll", "--server", server.ToString(), "--token", token, "--state", state))
        {
            string errors = await enrolling.StandardError.ReadToEndAsync(cancellationToken);
            await enrolling.WaitForExitAsync(cancellationToken);
            if (enrolling.ExitCode != 0)
                throw new IOException($"the agent could not be enrolled: {errors.Trim()}");
        }

        return new(Start("run", "--state", state));
    }

    /// <summary>Why it has ended; null while it runs.</summary>
    public async Task<string?> EndAsync() => process.HasExited ? await said : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }

    private static Process Start(params string[] arguments)
    {
        // The same runtime that runs this program, wherever that is installed.
        string runtime = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH")
            ?? (Path.GetFileNameWithoutExtension(Environment.ProcessPath) is "dotnet" ? Environment.ProcessPath! : "dotnet");
        return Process.Start(new ProcessStartInfo(runtime, ["exec", Program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        })!;
    }
}
