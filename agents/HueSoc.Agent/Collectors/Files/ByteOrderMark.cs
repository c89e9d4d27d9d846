namespace HueSoc.Agent.Collectors.Files;

/// <summary>The byte order mark, which is no part of the first line.</summary>
internal static class ByteOrderMark
{
    /// <summary>Reads the mark at the beginning of a file.</summary>
    /// <param name="head">The beginning.</param>
    /// <param name="encoding">What it says.</param>
    /// <returns>How many bytes it has; -1 when that is only known once there is more.</returns>
    public static int Read(ReadOnlySpan<byte> head, out LogEncoding encoding)
    {
        encoding = LogEncoding.Utf8;
        if (head.StartsWith("\uFEFF"u8))
            return 3;
        if (head.StartsWith<byte>([0xFF, 0xFE]))
        {
            encoding = LogEncoding.Utf16Little;
            return 2;
        }

        if (head.StartsWith<byte>([0xFE, 0xFF]))
        {
            encoding = LogEncoding.Utf16Big;
            return 2;
        }

        bool mayBecome = head.IsEmpty || "\uFEFF"u8.StartsWith(head) || (head.Length == 1 && head[0] is 0xFF or 0xFE);
        return mayBecome ? -1 : 0;
    }
}
