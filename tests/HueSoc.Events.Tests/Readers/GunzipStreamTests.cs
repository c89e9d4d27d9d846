using HueSoc.Events.Readers;

namespace HueSoc.Events.Tests.Readers;

public sealed class GunzipStreamTests
{
    private static readonly byte[] Content = MakeContent(100_000);
    private static readonly byte[] Whole = Gzipped.Of(Content);

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(1_000_000)]
    public void Read_WholeFile_GivesItsContent(int atOnce) => Gunzip(Whole, atOnce).ShouldBe((Content.Length, null));

    [Fact]
    public void Read_MembersOfAllSizes_GivesThemAll()
    {
        // The ends of members fall on every place in the blocks that the decompressor takes.
        List<byte> file = [];
        long length = 0;
        for (int size = 0; size < 400; size++)
        {
            byte[] part = MakeContent(size * 7);
            file.AddRange(Gzipped.Of(part));
            length += part.Length;
        }

        Gunzip([.. file], 100_000).ShouldBe((length, null));
    }

    [Fact]
    public void Read_ZerosAfterTheLastMember_AreIgnored() =>
        Gunzip([.. Whole, .. new byte[100_000]], 1000).ShouldBe((Content.Length, null));

    [Fact]
    public void Read_HeaderWithAllItsOptionalParts_IsSkipped()
    {
        byte[] file = [0x1F, 0x8B, 8, 2 | 4 | 8 | 16, .. Whole[4..10], 3, 0, 1, 2, 3, .. "name\0"u8, .. "comment\0"u8, 9, 9, .. Whole[10..]];

        Gunzip(file, 7).ShouldBe((Content.Length, null));
    }

    [Fact]
    public void Read_FileCutOffAnywhere_SaysSo()
    {
        byte[] whole = Gzipped.Of(Content[..300]);
        for (int length = 0; length < whole.Length; length++)
            Gunzip(whole[..length], 100).Fault.ShouldNotBeNull($"{length} of {whole.Length}");
    }

    [Fact]
    public void Read_SecondMemberCutOffAnywhere_SaysSoAndKeepsTheFirst()
    {
        byte[] whole = Gzipped.Of(Content[..300]);
        for (int length = 1; length < whole.Length; length++)
        {
            (long read, string? fault) = Gunzip([.. whole, .. whole[..length]], 100);
            read.ShouldBeGreaterThanOrEqualTo(300);
            fault.ShouldNotBeNull();
        }
    }

    [Fact]
    public void Read_FileCutOff_GivesAllThatCanBeDecompressed()
    {
        (long read, string? fault) = Gunzip(Whole[..(Whole.Length / 2)], 1000);

        read.ShouldBeInRange(Content.Length * 45 / 100, Content.Length * 55 / 100);
        fault.ShouldBe($"the gzip data ends early: the file was cut off, {read} bytes could be decompressed");
    }

    [Fact]
    public void Read_AnyBitChangedInTheData_SaysSo()
    {
        byte[] whole = Gzipped.Of(Content[..300]);
        for (int at = 10; at < whole.Length; at++)
        {
            byte[] changed = [.. whole];
            changed[at] ^= 0x10;

            // The last bits of the last byte before the trailer mean nothing.
            if (at != whole.Length - 9)
                Gunzip(changed, 100).Fault.ShouldNotBeNull($"byte {at}");
        }
    }

    [Theory]
    [InlineData("plain text that is long enough", "the file is no gzip data")]
    [InlineData("p", "the file is no gzip data")]
    [InlineData("", "the file is empty and so no gzip data")]
    public void Read_NoGzipData_SaysSo(string text, string fault) =>
        Gunzip(System.Text.Encoding.ASCII.GetBytes(text), 100).ShouldBe((0, fault));

    [Fact]
    public void Read_SomethingElseAfterTheData_SaysSoAndKeepsTheData() =>
        Gunzip([.. Whole, .. "something else"u8], 1000)
            .ShouldBe((Content.Length, "the gzip data is followed by something else, which was not read"));

    [Theory]
    [InlineData(100_000, false)]
    [InlineData(99_999, true)]
    [InlineData(8192, true)]
    [InlineData(0, true)]
    public void Read_MoreThanAllowed_StopsAtTheLimitAndSaysSo(long maxBytes, bool stops)
    {
        (long read, string? fault) = Gunzip(Whole, 1000, maxBytes);

        read.ShouldBe(maxBytes);
        fault.ShouldBe(stops ? $"it holds more than {maxBytes} bytes decompressed: the rest was not read" : null);
    }

    private static (long Read, string? Fault) Gunzip(byte[] file, int atOnce, long maxBytes = long.MaxValue)
    {
        using GunzipStream stream = new(new TrickleStream(atOnce, file), maxBytes);
        byte[] buffer = new byte[20_000];
        long total = 0;
        try
        {
            int got;
            while ((got = stream.Read(buffer)) > 0)
            {
                total += got;
            }
        }
        catch (InvalidDataException e)
        {
            return (total, e.Message);
        }

        return (total, null);
    }

    // Compresses to about half.
    private static byte[] MakeContent(int length)
    {
        byte[] content = new byte[length];
        new Random(3).NextBytes(content);
        for (int i = 0; i < length; i++)
            content[i] = (byte)('a' + (content[i] & 15));
        return content;
    }
}
