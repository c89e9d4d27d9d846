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
    /// <param name="sink">Gets the bytes, whatever they are. Nothing is written when the answer is false.</param>
    /// <param name="always">Whether it is encoded even if it did not have to be.</param>
    public static bool TryDecode(ReadOnlySpan<byte> value, ByteSink sink, bool always = false)
    {
        if (value.Length < 2 || (value.Length & 1) != 0)
            return false;
        bool needed = always;
        for (int at = 0; at < value.Length; at += 2)
        {
            int b = (Digit(value[at]) << 4) | Digit(value[at + 1]);
            if (b < 0)
                return false;
            needed |= b is < 0x21 or 0x22 or > 0x7E;
        }

        for (int at = 0; needed && at < value.Length; at += 2)
            sink.Write((byte)((Digit(value[at]) << 4) | Digit(value[at + 1])));
        return needed;
    }

    /// <summary>Writes keystrokes as people write them: <c>^M</c> for return, <c>^?</c> for backspace.</summary>
    public static void WriteKeystrokes(ReadOnlySpan<byte> keys, ByteSink sink)
    {
        while (!keys.IsEmpty)
        {
            int run = 0;
            while (run < keys.Length && keys[run] is >= 32 and not 127)
                run++;
            RecordText.Write(sink, keys[..run]);
            if (run == keys.Length)
                return;
            sink.Write((byte)'^');
            sink.Write((byte)(keys[run] ^ 64));
            keys = keys[(run + 1)..];
        }
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
