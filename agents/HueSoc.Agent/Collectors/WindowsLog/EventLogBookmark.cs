using System.Globalization;

namespace HueSoc.Agent.Collectors.WindowsLog;

/// <summary>Bookmarks as Windows writes them: <c>&lt;BookmarkList&gt;&lt;Bookmark Channel='Security' RecordId='7' IsCurrent='true'/&gt;&lt;/BookmarkList&gt;</c>.</summary>
internal static class EventLogBookmark
{
    private const int Longest = 4 << 10;

    /// <summary>Writes the bookmark of a record.</summary>
    /// <param name="channel">The channel, whose name was validated: it holds nothing that XML would have to escape.</param>
    /// <param name="recordId">The number of the record in it.</param>
    public static string Write(string channel, long recordId) =>
        string.Create(CultureInfo.InvariantCulture, $"<BookmarkList><Bookmark Channel='{channel}' RecordId='{recordId}' IsCurrent='true'/></BookmarkList>");

    /// <summary>The number of the record in its channel, which for forwarded events is not the one that they say themselves.</summary>
    /// <returns>The number; 0 when there is none.</returns>
    public static long RecordId(string? bookmark)
    {
        // A subscription to one channel has one bookmark in its list. The name before an attribute is preceded by white space; in a value it would be within quotes of the other kind.
        const string Name = " RecordId=";
        if (bookmark is not { Length: < Longest })
            return 0;
        int at = bookmark.IndexOf(Name, StringComparison.Ordinal);
        if (at < 0 || at != bookmark.LastIndexOf(Name, StringComparison.Ordinal) || at + Name.Length >= bookmark.Length)
            return 0;
        ReadOnlySpan<char> rest = bookmark.AsSpan(at + Name.Length);
        char quote = rest[0];
        int end = rest[1..].IndexOf(quote);
        return quote is '\'' or '"' && end > 0 && long.TryParse(rest.Slice(1, end), NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : 0;
    }
}
