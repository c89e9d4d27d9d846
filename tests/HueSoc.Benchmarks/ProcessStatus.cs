using System.Globalization;

namespace HueSoc.Benchmarks;

/// <summary>What Linux says of a process.</summary>
internal static class ProcessStatus
{
    /// <summary>A figure of <c>/proc/ID/status</c> that is counted in kilobytes.</summary>
    /// <param name="process">The process id.</param>
    /// <param name="name">The line's name, colon included, such as <c>VmRSS:</c>.</param>
    /// <returns>In bytes.</returns>
    public static long Bytes(int process, string name)
    {
        string line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.AsSpan(name.Length).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) << 10;
    }
}
