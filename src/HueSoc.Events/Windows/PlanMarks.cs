using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Windows;

/// <summary>
/// Marks that stand in a written event for values that are filled in later: three bytes, the first of which is in no UTF-8, the
/// others a number. What an event looks like is then found by writing it once with marks, by the same code that writes events.
/// </summary>
internal static class PlanMarks
{
    /// <summary>The largest number of a value.</summary>
    public const int MaxIndex = (1 << 14) - 1;

    /// <summary>The level as a word, with what is around it.</summary>
    public const byte Level = 0xFB;

    /// <summary>XML that is a section of its own.</summary>
    public const byte Section = 0xFC;

    /// <summary>A value that is a time, and so never empty.</summary>
    public const byte Time = 0xFD;

    /// <summary>A value that is a decimal number.</summary>
    public const byte Integer = 0xFE;

    /// <summary>Any other value.</summary>
    public const byte Text = 0xFF;

    private const byte First = 0xF8;
    private const int MarkBytes = 3;

    /// <summary>Writes a mark.</summary>
    public static void Write(ByteSink output, byte mark, int index)
    {
        output.Write(mark);
        output.Write((byte)(0x80 | (index >> 7)));
        output.Write((byte)(0x80 | index));
    }

    /// <summary>The number in a mark.</summary>
    public static int Index(ReadOnlySpan<byte> mark) => ((mark[1] & 0x7F) << 7) | (mark[2] & 0x7F);

    /// <summary>Where the next mark is; below 0 when there is none.</summary>
    public static int IndexOf(ReadOnlySpan<byte> text) => text.IndexOfAnyInRange(First, (byte)0xFF);

    /// <summary>Whether a text is one mark and nothing else.</summary>
    public static bool Is(ReadOnlySpan<byte> text, byte mark) => text.Length == MarkBytes && text[0] == mark;
}
