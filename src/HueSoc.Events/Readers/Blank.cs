using System.Buffers;

namespace HueSoc.Events.Readers;

/// <summary>What is no part of an event around it: white space, NULs (a file that was preallocated or lost its last writes) and byte order marks (files that were joined).</summary>
internal static class Blank
{
    private static readonly SearchValues<byte> Values = SearchValues.Create([0, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20]);

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Whether a byte is white space or NUL.</summary>
    public static bool Is(byte b) => b is 0 or (>= 0x09 and <= 0x0D) or 0x20;

    /// <summary>What is left of a piece without the blanks at both ends and the marks in front.</summary>
    /// <returns>How many bytes are to be left out in front, and how many then count.</returns>
    public static (int Skip, int Length) Trim(ReadOnlySpan<byte> bytes)
    {
        int start = 0;
        while (true)
        {
            int blanks = bytes[start..].IndexOfAnyExcept(Values);
            if (blanks < 0)
                return (bytes.Length, 0);
            start += blanks;
            if (!bytes[start..].StartsWith(Mark))
                break;
            start += Mark.Length;
        }

        return (start, bytes[start..].LastIndexOfAnyExcept(Values) + 1);
    }
}
