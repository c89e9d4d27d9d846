using System.Diagnostics;
using HueSoc.Tests.Corpus;

namespace HueSoc.EndToEnd.Tests.Shippers;

/// <summary>The official clients, installed once for a lock file into a folder outside of the repository.</summary>
internal static class ShipperClients
{
    private static readonly SemaphoreSlim Installing = new(1, 1);

    /// <summary>Where the scripts stand.</summary>
    public static string Scripts { get; } = Path.Combine(CorpusPaths.Repository, "tests", "HueSoc.EndToEnd.Tests", "Shippers", "clients");

    /// <summary>The folder with the clients in it.</summary>
    public static async Task<string> InstallAsync(CancellationToken cancellationToken)
    {
        string lockFile = Path.Combine(Scripts, "package-lock.json");
        string version = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(lockFile, cancellationToken)))[..16];
        string folder = Path.Combine(
            Environment.GetEnvironmentVariable("HUESOC_TEST_CACHE") ?? Path.Combine(Path.GetTempPath(), "huesoc-test-cache"), "shipper-clients-" + version);
        string done = Path.Combine(folder, "installed");
        await Installing.WaitAsync(cancellationToken);
        try
        {
            if (File.Exists(done))
                return folder;
            Directory.CreateDirectory(folder);
            foreach (string file in (string[])["package.json", "package-lock.json", ".npmrc"])
                File.Copy(Path.Combine(Scripts, file), Path.Combine(folder, file), overwrite: true);
            await RunAsync("npm", folder, ["ci", "--no-audit", "--no-fund"], cancellationToken);
            await File.WriteAllTextAsync(done, version, cancellationToken);
            return folder;
        }
        finally
        {
            Installing.Release();
        }
    }

    /// <summary>Runs a program to its end and gives back what it printed.</summary>
    public static async Task<string> RunAsync(string program, string folder, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            process.ExitCode.ShouldBe(0, $"{program}: {await error}\n{await output}");
            return await output;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
