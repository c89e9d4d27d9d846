using System.Buffers.Text;
using System.Text;
using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs.Auditd;

/// <summary>Values that the kernel and its audit library write as hexadecimal digits because somebody else has chosen them.</summary>
internal static class AuditValue
{
    private static readonly byte[][] Untrusted = Names(
        "proctitle comm exe cwd name path acct cmd data key dir file watch vm sw root_dir grp new_group ocomm invalid_context device cgroup apparmor "
        + "operation denied_mask requested_mask info profile peer old-chardev new-chardev old-disk new-disk old-fs new-fs old-net new-net old-rng new-rng");

    /// <summary>Whether a field's value may stand in hexadecimal digits: a value without quotes would be one otherwise only if nobody but the kernel chose it.</summary>
    public static bool MayBeEncoded(ReadOnlySpan<byte> key)
    {
        foreach (byte[] name in Untrusted)
        {
            if (key.SequenceEqual(name))
                return true;
        }

        return false;
    }

    /// <summary>Decodes a value, if it is encoded: capital hexadecimal digits that hold a byte which could not have stood in quotes.</summary>
    /// <param name="value">The value, without quotes.</param>
    /// <param name="sink">Gets the text in valid UTF-8; what is not becomes <c>\xHH</c>. Nothing is written when the answer is false.</param>
    /// <param name="always">Whether it is encoded even if it did not have to be.</param>
    /// <param name="nul">What a NUL becomes.</param>
    public static bool TryDecode(ReadOnlySpan<byte> value, ByteSink sink, bool always = false, byte nul = 0)
    {
        if (value.Length < 2 || (value.Length & 1) != 0)
            return false;
        bool needed = always;
        for (int at = 0; at < value.Length; at += 2)
        {
            int high = Digit(value[at]);
            int low = Digit(value[at + 1]);
            if ((high | low) < 0)
                return false;
            int b = (high << 4) | low;
            needed |= b is < 0x21 or 0x22 or > 0x7E;
        }

        if (!needed)
            return false;

        // Runs of text are checked for UTF-8 piece by piece, without a buffer as long as the value.
        Span<byte> piece = stackalloc byte[256];
        int held = 0;
        for (int at = 0; at < value.Length; at += 2)
        {
            byte b = (byte)((Digit(value[at]) << 4) | Digit(value[at + 1]));
            piece[held++] = b == 0 ? nul : b;
            if (held == piece.Length)
                held = WriteText(piece, sink, last: false);
        }

        _ = WriteText(piece[..held], sink, last: true);
        return true;
    }

    /// <summary>Writes keystrokes as people write them: <c>^M</c> for return, <c>^?</c> for backspace.</summary>
    public static bool TryDecodeKeystrokes(ReadOnlySpan<byte> value, ByteSink sink)
    {
        int start = sink.Length;
        if (!TryDecode(value, sink, always: true))
            return false;
        ReadOnlySpan<byte> text = sink.Slice(start, sink.Length - start);
        if (!text.ContainsAnyInRange((byte)0, (byte)31) && !text.Contains((byte)127))
            return true;
        byte[] copy = text.ToArray();
        sink.Truncate(start);
        foreach (byte b in copy)
        {
            if (b is < 32 or 127)
            {
                sink.Write((byte)'^');
                sink.Write((byte)(b ^ 64));
            }
            else
            {
                sink.Write(b);
            }
        }

        return true;
    }

    /// <summary>Reads hexadecimal digits, of a socket's address for instance.</summary>
    /// <returns>How many bytes were read.</returns>
    public static int Bytes(ReadOnlySpan<byte> digits, Span<byte> target)
    {
        int count = 0;
        while (count < target.Length && digits.Length >= 2)
        {
            int high = Digit(digits[0]);
            int low = Digit(digits[1]);
            if ((high | low) < 0)
                break;
            target[count++] = (byte)((high << 4) | low);
            digits = digits[2..];
        }

        return count;
    }

    /// <summary>A whole number.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> text, out long number) => Utf8Parser.TryParse(text, out number, out int length) && length == text.Length;

    // Returns how many bytes at the end were kept at the start of the piece, because their character is not complete.
    private static int WriteText(Span<byte> piece, ByteSink sink, bool last)
    {
        ReadOnlySpan<byte> rest = piece;
        while (!rest.IsEmpty)
        {
            System.Buffers.OperationStatus status = Rune.DecodeFromUtf8(rest, out _, out int length);
            if (status == System.Buffers.OperationStatus.NeedMoreData && !last)
            {
                int kept = rest.Length;
                rest.CopyTo(piece);
                return kept;
            }

            if (status == System.Buffers.OperationStatus.Done)
            {
                sink.Write(rest[..length]);
            }
            else
            {
                foreach (byte b in rest[..length])
                {
                    sink.Write("\\x"u8);
                    sink.Write("0123456789ABCDEF"u8[b >> 4]);
                    sink.Write("0123456789ABCDEF"u8[b & 15]);
                }
            }

            rest = rest[length..];
        }

        return 0;
    }

    private static int Digit(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        _ => -1,
    };

    private static byte[][] Names(string words)
    {
        string[] list = words.Split(' ');
        byte[][] names = new byte[list.Length][];
        for (int i = 0; i < list.Length; i++)
            names[i] = Encoding.ASCII.GetBytes(list[i]);
        return names;
    }
}
