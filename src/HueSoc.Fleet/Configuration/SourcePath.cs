using HueSoc.Fleet.Json;

namespace HueSoc.Fleet.Configuration;

/// <summary>
/// Rules for paths that an agent, which runs with many rights, is told to read: only files of its own machine. A share of
/// another machine would have it sign in there, and a device may give no end of bytes or do something when it is read.
/// </summary>
public static class SourcePath
{
    private const int Longest = 1_024;
    private static readonly string[] DeviceFolders = ["dev", "proc", "sys"];
    private static readonly string[] DeviceNames = ["con", "prn", "aux", "nul", "clock$", "conin$", "conout$"];

    /// <summary>Says what is wrong with a path, which may hold <c>*</c>, <c>?</c> and <c>**</c>.</summary>
    /// <returns>What is wrong, in words; null when nothing is.</returns>
    public static string? Fault(string? path)
    {
        if (path is not { Length: > 0 and <= Longest })
            return $"must have 1 to {Longest} characters";
        if (path.Any(char.IsControl) || !FleetText.IsWhole(path))
            return "holds a control character or half of a character";
        if (path.Length > 1 && IsSeparator(path[0]) && IsSeparator(path[1]))
            return "names a share of another machine or a device";
        return path[0] == '/' ? UnixFault(path) : WindowsFault(path);
    }

    private static bool IsSeparator(char character) => character is '/' or '\\';

    private static string? UnixFault(string path)
    {
        string[] parts = path[1..].Split('/');
        if (PartsFault(parts) is { } fault)
            return fault;
        if (parts[0].AsSpan().ContainsAny('*', '?'))
            return "the first folder must be named: a pattern in its place would find devices";
        // The run-time folders that lead to the same: /run/… is not one of them, /dev/fd and /proc/self/root are.
        return DeviceFolders.Contains(parts[0], StringComparer.OrdinalIgnoreCase) ? "names a device, or what the kernel shows of itself" : null;
    }

    private static string? WindowsFault(string path)
    {
        if (path.Length < 4 || !char.IsAsciiLetter(path[0]) || path[1] != ':' || !IsSeparator(path[2]))
            return "must be absolute: /folder/file or C:\\folder\\file";
        string[] parts = path[3..].Split('\\', '/');
        if (PartsFault(parts) is { } fault)
            return fault;
        if (path.AsSpan(2).Contains(':'))
            return "names a stream beside a file";
        return parts.Any(IsDeviceName) ? "names a device" : null;
    }

    private static string? PartsFault(string[] parts)
    {
        if (parts.Any(part => part is "." or ".."))
            return "holds . or .. as a folder";
        if (parts.Any(part => part.Length == 0))
            return "holds an empty part";
        return parts.Any(part => part.Contains("**", StringComparison.Ordinal) && part != "**") ? "** stands for whole folders, between two separators" : null;
    }

    // Windows takes NUL, nul.txt, COM1: and "aux ." for devices, in whatever folder; a pattern that finds one meets a device too.
    private static bool IsDeviceName(string part)
    {
        int dot = part.IndexOf('.', StringComparison.Ordinal);
        string name = (dot < 0 ? part : part[..dot]).TrimEnd(' ');
        if (DeviceNames.Contains(name, StringComparer.OrdinalIgnoreCase))
            return true;
        return name.Length == 4
            && (name.StartsWith("com", StringComparison.OrdinalIgnoreCase) || name.StartsWith("lpt", StringComparison.OrdinalIgnoreCase))
            && (char.IsAsciiDigit(name[3]) || name[3] is '\u00B9' or '\u00B2' or '\u00B3');
    }
}
