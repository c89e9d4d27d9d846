namespace HueSoc.EndToEnd.Tests.Shippers;

/// <summary>Programs of others.</summary>
internal static class Programs
{
    // Daemons are not on everybody's path.
    private static readonly string[] Folders =
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries), "/usr/sbin"];

    /// <summary>Where a command is; null when it is not installed.</summary>
    public static string? Find(string command) => Folders.Select(folder => Path.Combine(folder, command)).FirstOrDefault(File.Exists);

    /// <summary>Says what is missing.</summary>
    /// <param name="needs">Commands, and files as a path that may hold one <c>*</c> for a folder.</param>
    /// <returns>Why a test is skipped; null when everything is there.</returns>
    public static string? Missing(params string[] needs)
    {
        string[] missing = [.. needs.Where(need => !IsThere(need))];
        return missing.Length == 0 ? null : $"needs {string.Join(" and ", missing)} (tests/run.sh installs it)";
    }

    private static bool IsThere(string need)
    {
        if (!need.StartsWith('/'))
            return Find(need) is not null;
        int star = need.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
            return File.Exists(need);
        string parent = need[..star];
        return Directory.Exists(parent) && Directory.GetDirectories(parent).Any(folder => File.Exists(folder + need[(star + 1)..]));
    }
}
