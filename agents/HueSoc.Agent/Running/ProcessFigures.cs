using System.Buffers.Text;

namespace HueSoc.Agent.Running;

/// <summary>What the agent's process takes of its machine.</summary>
internal sealed class ProcessFigures(TimeProvider time)
{
    private long lastTimestamp = time.GetTimestamp();
    private TimeSpan lastProcessor = Environment.CpuUsage.TotalTime;

    /// <summary>The share of one processor it took since this was last asked, 0 to the number of processors.</summary>
    public double TakeProcessorShare()
    {
        long now = time.GetTimestamp();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        TimeSpan elapsed = time.GetElapsedTime(lastTimestamp, now);
        double share = elapsed > TimeSpan.Zero ? (processor - lastProcessor) / elapsed : 0;
        (lastTimestamp, lastProcessor) = (now, processor);
        return share;
    }

    /// <summary>Its resident memory in bytes, and how much of that is no file's (anonymous); -1 for what the system does not tell.</summary>
    public static (long Resident, long Anonymous) Memory()
    {
        if (!OperatingSystem.IsLinux())
            return (Environment.WorkingSet, -1);
        byte[] status;
        try
        {
            status = File.ReadAllBytes("/proc/self/status");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (-1, -1);
        }

        return (Kibibytes(status, "VmRSS:"u8), Kibibytes(status, "RssAnon:"u8));
    }

    private static long Kibibytes(ReadOnlySpan<byte> status, ReadOnlySpan<byte> name)
    {
        int at = status.IndexOf(name);
        if (at < 0)
            return -1;
        ReadOnlySpan<byte> rest = status[(at + name.Length)..].TrimStart(" \t"u8);
        return Utf8Parser.TryParse(rest, out long value, out _) ? value << 10 : -1;
    }
}
