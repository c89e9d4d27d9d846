using System.Diagnostics;
using System.Globalization;

namespace HueSoc.Cli.Hunting;

/// <summary>The most memory this process has held at once, as the operating system counts it.</summary>
internal static class PeakMemory
{
    private const string StatusFile = "/proc/self/status";
    private const string PeakLine = "VmHWM:";

    /// <summary>Bytes; 0 when the system does not say.</summary>
    public static long Bytes()
    {
        if (!File.Exists(StatusFile))
        {
            using Process process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64;
        }

        // proc(5): "VmHWM:     12345 kB".
        foreach (string line in File.ReadLines(StatusFile))
        {
            if (!line.StartsWith(PeakLine, StringComparison.Ordinal))
                continue;
            string number = line[PeakLine.Length..].Replace("kB", "", StringComparison.Ordinal).Trim();
            return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long kibibytes) ? kibibytes * 1024 : 0;
        }

        return 0;
    }
}
