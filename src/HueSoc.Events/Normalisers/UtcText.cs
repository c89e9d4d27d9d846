using System.Globalization;

namespace HueSoc.Events.Normalisers;

/// <summary>Moments as the store has them: RFC 3339 in UTC, three digits of a fraction, or seven where they are needed.</summary>
internal static class UtcText
{
    public const int MaxLength = 28;

    public static ReadOnlySpan<byte> Write(DateTimeOffset time, Span<byte> space)
    {
        string format = time.Ticks % TimeSpan.TicksPerMillisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";
        _ = time.UtcDateTime.TryFormat(space, out int written, format, CultureInfo.InvariantCulture);
        return space[..written];
    }

    public static byte[] Write(DateTimeOffset time) => Write(time, new byte[MaxLength]).ToArray();
}
