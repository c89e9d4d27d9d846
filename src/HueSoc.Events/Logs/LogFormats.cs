using System.Collections.Immutable;
using HueSoc.Events.Logs.Web;

namespace HueSoc.Events.Logs;

/// <summary>The formats of log files that are known, in the order in which they are tried on a file of none that is named.</summary>
public static class LogFormats
{
    /// <summary>How many bytes of a file's beginning are enough to know its format.</summary>
    public const int SampleBytes = 8192;

    /// <summary>All formats; the last one, <c>plain</c>, takes every file.</summary>
    public static ImmutableArray<ILogFormat> All { get; } =
    [
        new Auditd.AuditdFormat(),
        new Journald.JournaldFormat(),
        new Journald.JournalExportFormat(),
        new IisFormat(),
        new CombinedFormat("apache", "apache"u8.ToArray(), "apache.access"u8.ToArray()),
        new CombinedFormat("nginx", "nginx"u8.ToArray(), "nginx.access"u8.ToArray()),
        new SyslogFormat(),
        new JsonFormat(),
        new PlainFormat(),
    ];

    /// <summary>The format of a name; null when there is none. <c>auto</c> is none: then <see cref="Detect"/> knows.</summary>
    public static ILogFormat? Find(string name)
    {
        foreach (ILogFormat format in All)
        {
            if (string.Equals(format.Name, name, StringComparison.Ordinal))
                return format;
        }

        return null;
    }

    /// <summary>The format of a file by its beginning.</summary>
    /// <param name="sample">The first bytes in UTF-8, up to <see cref="SampleBytes"/>, without a byte order mark; the last record may be cut.</param>
    public static ILogFormat Detect(ReadOnlySpan<byte> sample)
    {
        foreach (ILogFormat format in All)
        {
            if (format.Recognises(sample))
                return format;
        }

        return All[^1];
    }
}
