using System.Globalization;

namespace HueSoc.Detection;

/// <summary>Places in lists that are told apart by one number.</summary>
internal static class PageNumber
{
    /// <summary>The most a page holds.</summary>
    public const int LargestPage = 1000;

    /// <summary>The number of a place; null for the beginning.</summary>
    /// <exception cref="ArgumentException">It is not a place.</exception>
    public static long? Read(string? after)
    {
        if (after is null)
            return null;
        return long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new ArgumentException("this is not a place in the list", nameof(after));
    }

    /// <summary>The text of a place.</summary>
    public static string Write(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Checks how many are asked for.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one or more than <see cref="LargestPage"/>.</exception>
    public static void CheckLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LargestPage);
    }
}
