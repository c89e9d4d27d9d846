using HueSoc.Events.Readers;

namespace HueSoc.Events.Tests.Readers;

public sealed class Crc32Tests
{
    [Theory]
    [InlineData("", 0u)]
    [InlineData("123456789", 0xCBF43926u)]
    [InlineData("a", 0xE8B7BE43u)]
    public void Append_KnownText_GivesItsChecksum(string text, uint checksum) =>
        Crc32.Append(0, System.Text.Encoding.ASCII.GetBytes(text)).ShouldBe(checksum);

    [Fact]
    public void Append_InPieces_EqualsTheWhole()
    {
        byte[] bytes = new byte[100];
        new Random(5).NextBytes(bytes);
        uint whole = Crc32.Append(0, bytes);

        for (int cut = 0; cut <= bytes.Length; cut++)
            Crc32.Append(Crc32.Append(0, bytes.AsSpan(0, cut)), bytes.AsSpan(cut)).ShouldBe(whole);
    }

    [Fact]
    public void Append_AnyLength_EqualsOneBitAfterTheOther()
    {
        byte[] bytes = new byte[700];
        new Random(6).NextBytes(bytes);

        for (int length = 0; length <= bytes.Length; length++)
        {
            uint expected = uint.MaxValue;
            foreach (byte b in bytes.AsSpan(0, length))
            {
                expected ^= b;
                for (int bit = 0; bit < 8; bit++)
                    expected = (expected & 1) != 0 ? (expected >> 1) ^ 0xEDB88320 : expected >> 1;
            }

            Crc32.Append(0, bytes.AsSpan(0, length)).ShouldBe(~expected);
        }
    }
}
