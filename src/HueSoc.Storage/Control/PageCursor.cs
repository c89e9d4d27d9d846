using System.Collections.Immutable;
using System.Globalization;

namespace HueSoc.Storage.Control;

/// <summary>Makes pages, and reads the cursors between them. A cursor comes from outside and may be anything.</summary>
internal static class PageCursor
{
    /// <summary>The number in a cursor; null for the first page.</summary>
    /// <exception cref="ArgumentException">It is none of ours.</exception>
    public static long? Number(string? after)
    {
        if (after is null)
            return null;
        return long.TryParse(after, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new ArgumentException("this is not where a page ended", nameof(after));
    }

    /// <summary>A page from rows that were read with one more than fits.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="limit">How many fit.</param>
    /// <param name="cursor">The cursor behind a row.</param>
    public static Page<T> Page<T>(List<T> rows, int limit, Func<T, string> cursor)
    {
        bool more = rows.Count > limit;
        ImmutableArray<T> items = [.. more ? rows.Take(limit) : rows];
        return new(items, more ? cursor(items[^1]) : null);
    }
}
