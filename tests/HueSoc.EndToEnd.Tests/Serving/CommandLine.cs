using System.Diagnostics;

namespace HueSoc.EndToEnd.Tests.Serving;

/// <summary>Programs that are run to their end.</summary>
internal static class CommandLine
{
    /// <summary>Runs a program, which must end well.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Environment variables besides those of the tests.</param>
    /// <returns>What it wrote to its output.</returns>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = new(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using Process child = Process.Start(start)!;
        Task<string> output = child.StandardOutput.ReadToEndAsync();
        string errors = await child.StandardError.ReadToEndAsync();
        await child.WaitForExitAsync();
        child.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', start.ArgumentList)}: {errors}{await output}");
        return await output;
    }
}
