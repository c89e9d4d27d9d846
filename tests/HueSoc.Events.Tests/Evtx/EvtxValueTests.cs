using System.Globalization;
using System.Text;
using HueSoc.Events.Evtx;
using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Tests.Evtx;

/// <summary>Values as Windows renders them.</summary>
public sealed class EvtxValueTests
{
    public static TheoryData<byte, string, string> Values => new()
    {
        { 0x00, "0102", "" },
        { 0x01, "41000A00220000000000", "A\\n\\\"" },
        { 0x01, "3DD800DE", "\U0001F600" },
        { 0x01, "3DD84100", "\uFFFDA" },
        { 0x01, "4100000042000000", "A\\u0000B" },
        { 0x02, "41E900", "A\u00E9" },
        { 0x03, "FF", "-1" },
        { 0x04, "FF", "255" },
        { 0x05, "00FF", "-256" },
        { 0x06, "00FF", "65280" },
        { 0x07, "FEFFFFFF", "-2" },
        { 0x08, "FEFFFFFF", "4294967294" },
        { 0x09, "0000000000000080", "-9223372036854775808" },
        { 0x0A, "FFFFFFFFFFFFFFFF", "18446744073709551615" },
        { 0x0A, "FFFF", "65535" },
        { 0x08, "010000000200", "1" },
        { 0x0B, "0000C03F", "1.5" },
        { 0x0C, "000000000000F8BF", "-1.5" },
        { 0x0D, "00000000", "false" },
        { 0x0D, "00010000", "true" },
        { 0x0E, "00ABCDEF", "00ABCDEF" },
        { 0x0F, "7A36D10F0B8C4B42A0E6C1F9E2B0D1AA", "{0fd1367a-8c0b-424b-a0e6-c1f9e2b0d1aa}" },
        { 0x0F, "7A36", "7A36" },
        { 0x10, "2A000000", "0x2a" },
        { 0x10, "2A00000001000000", "0x10000002a" },
        { 0x11, "0000000000000000", "1601-01-01T00:00:00.0000000Z" },
        { 0x11, "FFFFFFFFFFFFFFFF", "9999-12-31T23:59:59.9999999Z" },
        { 0x11, "01", "01" },
        { 0x12, "E8070200040001000D00070009002300", "2024-02-01T13:07:09.035Z" },
        { 0x13, "010100000000000512000000", "S-1-5-18" },
        { 0x13, "0101010000000000FFFFFFFF", "S-1-0x10000000000-4294967295" },
        { 0x13, "01090000000000051200", "01090000000000051200" },
        { 0x14, "00000080", "0x80000000" },
        { 0x15, "0000000000002080", "0x8020000000000000" },
        { 0x20, "0100000000000000", "0x1" },
        { 0x23, "3C006100", "<a" },
        { 0x7F, "0A0B", "0A0B" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Write_Value_IsWhatWindowsRenders(byte type, string hex, string expected)
    {
        ByteSink output = new();

        EvtxValue.Write(output, type, Convert.FromHexString(hex));

        Encoding.UTF8.GetString(output.Written).ShouldBe(expected);
    }

    [Fact]
    public void Write_Integers_AreWhatTheFrameworkMakesOfThem()
    {
        ulong[] near = [.. Enumerable.Range(0, 64).Select(bit => 1UL << bit), .. Enumerable.Range(0, 20).Select(digits => (ulong)Math.Pow(10, digits)), 5, 42, 10_203, 99_999_999, 100_000_001];
        IEnumerable<ulong> numbers = near.SelectMany(n => (ulong[])[n - 2, n - 1, n, n + 1, 0UL - n]).Concat(Enumerable.Range(0, 20_000).Select(n => (ulong)n));
        ByteSink output = new();
        foreach (ulong number in numbers)
        {
            byte[] bytes = BitConverter.GetBytes(number);

            Written(0x03, bytes[..1]).ShouldBe(((sbyte)number).ToString(CultureInfo.InvariantCulture));
            Written(0x04, bytes[..1]).ShouldBe(((byte)number).ToString(CultureInfo.InvariantCulture));
            Written(0x05, bytes[..2]).ShouldBe(((short)number).ToString(CultureInfo.InvariantCulture));
            Written(0x06, bytes[..2]).ShouldBe(((ushort)number).ToString(CultureInfo.InvariantCulture));
            Written(0x07, bytes[..4]).ShouldBe(((int)number).ToString(CultureInfo.InvariantCulture));
            Written(0x08, bytes[..4]).ShouldBe(((uint)number).ToString(CultureInfo.InvariantCulture));
            Written(0x09, bytes).ShouldBe(((long)number).ToString(CultureInfo.InvariantCulture));
            Written(0x0A, bytes).ShouldBe(number.ToString(CultureInfo.InvariantCulture));
            Written(0x14, bytes[..4]).ShouldBe($"0x{(uint)number:x}");
            Written(0x15, bytes).ShouldBe($"0x{number:x}");
        }

        string Written(byte type, byte[] value)
        {
            output.Clear();
            EvtxValue.Write(output, type, value);
            return Encoding.UTF8.GetString(output.Written);
        }
    }

    [Fact]
    public void Write_NumbersOfFewerBytesThanTheirType_AreReadAsFarAsTheyGo()
    {
        byte[] bytes = [0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89];
        for (int type = 0x03; type <= EvtxValue.UInt64; type++)
        {
            int size = 1 << ((type - 3) >> 1);
            for (int length = 1; length <= bytes.Length; length++)
            {
                ByteSink output = new();
                byte[] whole = [.. bytes[..Math.Min(size, length)], .. Enumerable.Repeat((byte)(type % 2 == 0 ? 0 : 0xFF), 8)];

                EvtxValue.Write(output, (byte)type, bytes, length);

                Encoding.UTF8.GetString(output.Written).ShouldBe(
                    type % 2 == 0 ? BitConverter.ToUInt64(whole).ToString(CultureInfo.InvariantCulture) : BitConverter.ToInt64(whole).ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    [Fact]
    public void Write_RandomTexts_AreWhatTheFrameworkMakesOfThem()
    {
        Random random = new(3);
        string[] parts = ["a", "C:\\Windows\\", "\"", "\r\n", "\t", "\u0001", "é", "ế", "\U0001F600", "\uD800", "\uDC00", "0123456789abcdef"];
        for (int round = 0; round < 2000; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => parts[random.Next(parts.Length)]));
            ByteSink output = new();

            EvtxText.Write(output, System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan()));

            string json = "\"" + Encoding.UTF8.GetString(output.Written) + "\"";
            System.Text.Json.JsonSerializer.Deserialize<string>(json).ShouldBe(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
        }
    }

    [Theory]
    [InlineData(0x81, "6100000000006200", "a||b")]
    [InlineData(0x81, "610000006200", "a|b")]
    [InlineData(0x82, "61006200", "a|b")]
    [InlineData(0x86, "0100020003", "1|2|3")]
    [InlineData(0x8D, "0000000001000000", "false|true")]
    [InlineData(0x93, "010100000000000512000000010100000000000513000000", "S-1-5-18|S-1-5-19")]
    [InlineData(0x8E, "0102", "0102")]
    public void NextItem_Array_TakesItApart(byte type, string hex, string expected)
    {
        ReadOnlySpan<byte> rest = Convert.FromHexString(hex);
        List<string> items = [];
        byte item = (byte)(type & ~EvtxValue.Array);
        while (!rest.IsEmpty)
        {
            ByteSink output = new();
            EvtxValue.Write(output, item, EvtxValue.NextItem(item, ref rest));
            items.Add(Encoding.UTF8.GetString(output.Written));
        }

        string.Join('|', items).ShouldBe(expected);
    }
}
