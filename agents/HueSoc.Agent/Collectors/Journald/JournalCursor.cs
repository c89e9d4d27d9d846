using System.Globalization;
using System.Text;

namespace HueSoc.Agent.Collectors.Journald;

/// <summary>The journal's names for its places, as <c>s=…;i=…;b=…</c>: <c>s</c> is the file's line of sequence numbers, <c>i</c> the number in hexadecimal.</summary>
internal static class JournalCursor
{
    private const int MaxLength = 512;

    /// <summary>Finds the cursor in a record as <c>journalctl -o json</c> writes it. Within a string the quotes would be escaped, so the search cannot be misled.</summary>
    public static string? Of(ReadOnlySpan<byte> record)
    {
        ReadOnlySpan<byte> name = "\"__CURSOR\":\""u8;
        int at = record.IndexOf(name);
        if (at < 0)
            return null;
        ReadOnlySpan<byte> rest = record[(at + name.Length)..];
        int end = rest.IndexOf((byte)'"');
        return end is > 0 and <= MaxLength ? Encoding.ASCII.GetString(rest[..end]) : null;
    }

    /// <summary>How many records lie between two, when that can be told.</summary>
    public static long Between(string before, string after)
    {
        if (Part(before, "s=") is not { Length: > 0 } line || line != Part(after, "s="))
            return 0;
        bool known = long.TryParse(Part(before, "i="), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long first)
            & long.TryParse(Part(after, "i="), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long last);
        return known ? Math.Max(0, last - first - 1) : 0;
    }

    private static string Part(string cursor, string name)
    {
        foreach (string part in cursor.Split(';'))
        {
            if (part.StartsWith(name, StringComparison.Ordinal))
                return part[name.Length..];
        }

        return string.Empty;
    }
}
