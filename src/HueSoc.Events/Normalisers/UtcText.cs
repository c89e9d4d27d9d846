using System.Globalization;

namespace HueSoc.Events.Normalisers;

/// <summary>Moments as the store has them: RFC 3339 in UTC, three digits of a fraction, or seven where they are needed.</summary>
internal static class UtcText
{
    public const int MaxLength = 28;

    // Those behind the three.
    private const int FineDigits = 4;

    public static ReadOnlySpan<byte> Write(DateTimeOffset time, Span<byte> space)
    {
        // The round-trip format of a moment in UTC is this with seven digits.
        _ = time.UtcDateTime.TryFormat(space, out int written, "O", CultureInfo.InvariantCulture);
        if (time.Ticks % TimeSpan.TicksPerMillisecond != 0)
            return space[..written];
        space[written - FineDigits - 1] = (byte)'Z';
        return space[..(written - FineDigits)];
    }

    public static byte[] Write(DateTimeOffset time) => Write(time, new byte[MaxLength]).ToArray();
}
