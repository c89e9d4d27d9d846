using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32;

namespace HueSoc.Agent.Enrollment;

/// <summary>What the agent says of the machine it runs on.</summary>
/// <param name="MachineId">What tells it from others: 64 lower-case hex digits.</param>
/// <param name="HostName">Its name.</param>
/// <param name="Os">Its operating system.</param>
/// <param name="AgentVersion">The agent's version.</param>
internal sealed record MachineFacts(string MachineId, string HostName, string Os, string AgentVersion)
{
    // Made when Windows is installed; a copied state folder does not bring it along.
    private const string WindowsIdKey = @"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Cryptography";
    private const int MostBytes = 16 << 10;
    private const int LongestOs = 128;

    /// <summary>Finds out what machine this is.</summary>
    /// <param name="state">Keeps an id for machines without one.</param>
    /// <param name="root">The root of the file system, for tests.</param>
    public static MachineFacts Read(EnrollmentState state, string root = "/") => new(
        IdOf(Own(root) ?? state.OwnMachineId()),
        Shortened(Environment.MachineName, 255),
        Shortened(OsName(root) ?? RuntimeInformation.OSDescription, LongestOs),
        typeof(MachineFacts).Assembly.GetName().Version?.ToString(3) ?? "0.0.0");

    /// <summary>What is said of a machine's own id: it is not to be told to others (machine-id(5)), and cannot be told from this.</summary>
    public static string IdOf(ReadOnlySpan<byte> own)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        HMACSHA256.HashData(own, "huesoc agent, which machine, 1"u8, hash);
        return Convert.ToHexStringLower(hash);
    }

    private static byte[]? Own(string root)
    {
        if (OperatingSystem.IsWindows())
            return Registry.GetValue(WindowsIdKey, "MachineGuid", null) is string { Length: >= 16 and <= 128 } guid ? Encoding.UTF8.GetBytes(guid) : null;
        foreach (string name in (string[])["etc/machine-id", "var/lib/dbus/machine-id"])
        {
            if (TextOf(Path.Combine(root, name)) is { } text && text.Trim() is { Length: >= 16 and <= 128 } id && id != "uninitialized")
                return Encoding.UTF8.GetBytes(id);
        }

        return null;
    }

    private static string? OsName(string root)
    {
        const string Name = "PRETTY_NAME=";
        if (OperatingSystem.IsWindows())
            return null;
        string? line = TextOf(Path.Combine(root, "etc/os-release"))?.Split('\n').FirstOrDefault(candidate => candidate.StartsWith(Name, StringComparison.Ordinal));
        return line is null ? null : line[Name.Length..].Trim().Trim('"', '\'') is { Length: > 0 } name ? name : null;
    }

    private static string? TextOf(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] buffer = new byte[MostBytes];
            int length = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return Encoding.UTF8.GetString(buffer, 0, length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Shortened(string text, int longest)
    {
        string plain = string.Concat(text.Where(character => !char.IsControl(character) && !char.IsSurrogate(character)));
        return plain.Length == 0 ? "unknown" : plain.Length <= longest ? plain : plain[..longest];
    }
}
