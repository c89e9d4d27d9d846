using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace HueSoc.Cli.Tests.Run;

/// <summary>Runs command lines as a user does: the built program, in a process of its own, in another folder.</summary>
internal static class ChildProcess
{
    /// <summary>Starts the program with piped streams.</summary>
    public static Process Start(string workingFolder, params string[] arguments) => Start(workingFolder, withInput: false, arguments);

    /// <summary>The same, with standard input to write to.</summary>
    public static Process StartWithInput(string workingFolder, params string[] arguments) => Start(workingFolder, withInput: true, arguments);

    /// <summary>Runs the program to its end.</summary>
    public static async Task<CommandResult> RunAsync(string workingFolder, params string[] arguments)
    {
        using Process process = Start(workingFolder, arguments);
        return await EndAsync(process);
    }

    /// <summary>The same, with a folder of its own for temporary files.</summary>
    public static async Task<CommandResult> RunWithTemporaryFolderAsync(string workingFolder, string temporaryFolder, params string[] arguments)
    {
        using Process process = Start(workingFolder, withInput: false, arguments, temporaryFolder);
        return await EndAsync(process);
    }

    /// <summary>Reads what is left of the streams and waits for the end.</summary>
    public static async Task<CommandResult> EndAsync(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await error);
    }

    private static Process Start(string workingFolder, bool withInput, string[] arguments, string? temporaryFolder = null)
    {
        ProcessStartInfo start = new(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "huesoc.exe" : "huesoc"))
        {
            WorkingDirectory = workingFolder,
            UseShellExecute = false,
            RedirectStandardInput = withInput,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            StandardInputEncoding = withInput ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) : null,
        };
        // The launcher must find the runtime this test runs on, wherever it is installed.
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        if (temporaryFolder is not null)
            start.Environment[OperatingSystem.IsWindows() ? "TMP" : "TMPDIR"] = temporaryFolder;
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
