using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;
using HueSoc.Events.Normalisers;
using HueSoc.Events.Windows;

namespace HueSoc.Events.Evtx;

/// <summary>
/// The types of values in binary XML ([MS-EVEN6] 2.2.12, and the notes of libevtx where that is silent), written as Windows
/// renders them, as the inside of JSON strings. A value of another size than its type's is still shown: numbers as far as they
/// go, everything else in hex.
/// </summary>
internal static class EvtxValue
{
    public const byte Null = 0x00;
    public const byte Text = 0x01;
    public const byte AnsiText = 0x02;
    public const byte Int8 = 0x03;
    public const byte UInt64 = 0x0A;
    public const byte Single = 0x0B;
    public const byte Double = 0x0C;
    public const byte Boolean = 0x0D;
    public const byte Binary = 0x0E;
    public const byte Guid = 0x0F;
    public const byte SizeT = 0x10;
    public const byte FileTime = 0x11;
    public const byte SystemTime = 0x12;
    public const byte Sid = 0x13;
    public const byte HexInt32 = 0x14;
    public const byte HexInt64 = 0x15;
    public const byte Handle = 0x20;
    public const byte BinXml = 0x21;
    public const byte Xml = 0x23;

    /// <summary>Set in the type of an array.</summary>
    public const byte Array = 0x80;

    private const uint FourDigits = 10_000;

    /// <summary>Whether a type is a number in decimal.</summary>
    public static bool IsInteger(byte type) => type is >= Int8 and <= UInt64;

    /// <summary>Whether what is written of a value of a type is something, if the value has any bytes, and that is counted upon.</summary>
    public static bool IsNeverEmpty(byte type) => IsInteger(type) || type is FileTime or SystemTime;

    /// <summary>Writes a single value.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="type">Its type, without <see cref="Array"/>.</param>
    /// <param name="value">Its bytes.</param>
    public static void Write(ByteSink output, byte type, ReadOnlySpan<byte> value) => Write(output, type, value, value.Length);

    /// <summary>Writes a single value.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="type">Its type, without <see cref="Array"/>.</param>
    /// <param name="readable">Where its bytes begin; what is behind them may be read, and is no part of it.</param>
    /// <param name="size">How many bytes it has.</param>
    public static void Write(ByteSink output, byte type, ReadOnlySpan<byte> readable, int size)
    {
        if (size == 0)
            return;
        ReadOnlySpan<byte> value = readable[..size];
        switch (type)
        {
            case Null:
                return;
            case Text or Xml:
                EvtxText.WriteValue(output, readable, size);
                return;
            case AnsiText:
                EvtxText.WriteAnsi(output, value);
                return;
            case 0x03 or 0x05 or 0x07 or 0x09:
                WriteSigned(output, value, 1 << ((type - 3) >> 1));
                return;
            case 0x04 or 0x06 or 0x08 or 0x0A:
                WriteUnsigned(output, Number(value, 1 << ((type - 4) >> 1)));
                return;
            case Boolean:
                output.Write(value.IndexOfAnyExcept((byte)0) >= 0 ? "true"u8 : "false"u8);
                return;
            case SizeT or HexInt64 or Handle:
                WriteHexNumber(output, Number(value, 8));
                return;
            case HexInt32:
                WriteHexNumber(output, Number(value, 4));
                return;
            default:
                if (!TryWriteStructure(output, type, value))
                    WriteHex(output, value);
                return;
        }
    }

    /// <summary>The size of an item of an array; 0 when items end with a NUL or are no array at all.</summary>
    /// <param name="type">The items' type.</param>
    /// <param name="rest">What is left of the array.</param>
    public static int ItemSize(byte type, ReadOnlySpan<byte> rest) => type switch
    {
        0x03 or 0x04 => 1,
        0x05 or 0x06 => 2,
        0x07 or 0x08 or Single or Boolean or HexInt32 => 4,
        0x09 or 0x0A or Double or FileTime or HexInt64 => 8,
        SizeT => rest.Length % 8 == 0 ? 8 : 4,
        Guid or SystemTime => 16,
        Sid => rest.Length < 2 ? rest.Length : 8 + (4 * rest[1]),
        _ => 0,
    };

    /// <summary>Takes the next item out of an array.</summary>
    /// <param name="type">The items' type.</param>
    /// <param name="rest">What is left; not empty. Afterwards without the item.</param>
    public static ReadOnlySpan<byte> NextItem(byte type, ref ReadOnlySpan<byte> rest)
    {
        int length, step;
        if (type is Text or AnsiText)
        {
            length = IndexOfEnd(type, rest);
            step = Math.Min(rest.Length, length + (type == Text ? 2 : 1));
        }
        else
        {
            int size = ItemSize(type, rest);
            length = step = size == 0 ? rest.Length : Math.Min(size, rest.Length);
        }

        ReadOnlySpan<byte> item = rest[..length];
        rest = rest[step..];
        return item;
    }

    private static int IndexOfEnd(byte type, ReadOnlySpan<byte> rest)
    {
        int end = type == Text
            ? System.Runtime.InteropServices.MemoryMarshal.Cast<byte, char>(rest).IndexOf('\0') * 2
            : rest.IndexOf((byte)0);
        return end < 0 ? rest.Length : end;
    }

    private static bool TryWriteStructure(ByteSink output, byte type, ReadOnlySpan<byte> value)
    {
        switch (type)
        {
            case Guid when value.Length >= 16:
                Utf8Formatter.TryFormat(new System.Guid(value[..16]), output.Reserve(38), out int written, 'B');
                output.Advance(written);
                return true;
            case FileTime when value.Length >= 8:
                WindowsTime.Write(output, BinaryPrimitives.ReadUInt64LittleEndian(value));
                return true;
            case SystemTime when value.Length >= 16:
                WindowsTime.Write(output, Part(value, 0), Part(value, 1), Part(value, 3), Part(value, 4), Part(value, 5), Part(value, 6), Part(value, 7));
                return true;
            case Sid when value.Length >= 8 && value.Length >= 8 + (4 * value[1]):
                WriteSid(output, value);
                return true;
            case Single when value.Length >= 4:
                WriteReal(output, BinaryPrimitives.ReadSingleLittleEndian(value), isSingle: true);
                return true;
            case Double when value.Length >= 8:
                WriteReal(output, BinaryPrimitives.ReadDoubleLittleEndian(value), isSingle: false);
                return true;
            default:
                return false;
        }
    }

    private static int Part(ReadOnlySpan<byte> time, int index) => BinaryPrimitives.ReadUInt16LittleEndian(time[(2 * index)..]);

    // The authority is big endian; from 2^32 on it is written in hex ([MS-DTYP] 2.4.2.1).
    private static void WriteSid(ByteSink output, ReadOnlySpan<byte> sid)
    {
        output.Write("S-"u8);
        WriteUnsigned(output, sid[0]);
        output.Write((byte)'-');
        ulong authority = ((ulong)BinaryPrimitives.ReadUInt16BigEndian(sid[2..]) << 32) | BinaryPrimitives.ReadUInt32BigEndian(sid[4..]);
        if (authority > uint.MaxValue)
            WriteHexNumber(output, authority);
        else
            WriteUnsigned(output, authority);
        for (int i = 0; i < sid[1]; i++)
        {
            output.Write((byte)'-');
            WriteUnsigned(output, BinaryPrimitives.ReadUInt32LittleEndian(sid[(8 + (4 * i))..]));
        }
    }

    private static void WriteReal(ByteSink output, double value, bool isSingle)
    {
        int written;
        Span<byte> target = output.Reserve(40);
        if (isSingle)
            Utf8Formatter.TryFormat((float)value, target, out written);
        else
            Utf8Formatter.TryFormat(value, target, out written);
        output.Advance(written);
    }

    /// <summary>An unsigned number, as far as there are bytes of it.</summary>
    public static ulong Number(ReadOnlySpan<byte> value, int size)
    {
        if (value.Length >= size)
        {
            switch (size)
            {
                case 8:
                    return BinaryPrimitives.ReadUInt64LittleEndian(value);
                case 4:
                    return BinaryPrimitives.ReadUInt32LittleEndian(value);
                case 2:
                    return BinaryPrimitives.ReadUInt16LittleEndian(value);
            }
        }

        ulong number = 0;
        for (int i = Math.Min(size, value.Length) - 1; i >= 0; i--)
            number = (number << 8) | value[i];
        return number;
    }

    private static void WriteSigned(ByteSink output, ReadOnlySpan<byte> value, int size)
    {
        int bits = 8 * Math.Min(size, value.Length);
        long number = (long)(Number(value, size) << (64 - bits)) >> (64 - bits);
        if (number < 0)
            output.Write((byte)'-');
        WriteUnsigned(output, number < 0 ? 0UL - (ulong)number : (ulong)number);
    }

    private static void WriteUnsigned(ByteSink output, ulong number)
    {
        if (number < 10)
            output.Write((byte)('0' + number));
        else
            WriteDigits(output, number);
    }

    private static void WriteDigits(ByteSink output, ulong number)
    {
        bool isLong = number >= FourDigits;
        if (isLong)
            WriteDigits(output, number / FourDigits);
        uint rest = (uint)(number % FourDigits);
        uint high = rest / 100;
        uint low = rest % 100;

        // The first digit is the lowest byte. Most numbers are this short, and how short is different each time: no branch depends on it.
        uint digits = (high / 10) | ((high % 10) << 8) | ((low / 10) << 16) | ((low % 10) << 24);
        int zeros = isLong ? 0 : BitOperations.TrailingZeroCount(digits) / 8;
        BinaryPrimitives.WriteUInt32LittleEndian(output.Reserve(sizeof(uint)), (digits + 0x30303030) >> (8 * zeros));
        output.Advance(sizeof(uint) - zeros);
    }

    private static void WriteHexNumber(ByteSink output, ulong number)
    {
        int digits = (BitOperations.Log2(number | 1) / 4) + 1;
        Span<byte> target = output.Reserve(2 + digits);
        target[0] = (byte)'0';
        target[1] = (byte)'x';
        for (int i = digits + 1; i > 1; i--)
        {
            target[i] = "0123456789abcdef"u8[(int)(number & 15)];
            number >>= 4;
        }

        output.Advance(2 + digits);
    }

    private static void WriteHex(ByteSink output, ReadOnlySpan<byte> value)
    {
        Span<byte> target = output.Reserve(2 * value.Length);
        ReadOnlySpan<byte> digits = "0123456789ABCDEF"u8;
        for (int i = 0; i < value.Length; i++)
        {
            target[2 * i] = digits[value[i] >> 4];
            target[(2 * i) + 1] = digits[value[i] & 15];
        }

        output.Advance(2 * value.Length);
    }
}
