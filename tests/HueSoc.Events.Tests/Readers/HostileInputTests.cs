using System.Text;
using HueSoc.Events.Readers;

namespace HueSoc.Events.Tests.Readers;

/// <summary>10,000 inputs that were sound once: no reader throws, hangs, loses a byte or takes more memory than it may.</summary>
public sealed class HostileInputTests
{
    private const int Inputs = 2500;

    private static readonly byte[][] Seeds =
    [
        "{\"EventID\":1,\"CommandLine\":\"cmd /c \\\"x\\\"\"}\r\n{\"a\":[{\"b\":{}}]}\n\n{\"é\":\"\\u00e9\"}\n"u8.ToArray(),
        "\uFEFF[\n  {\"a\": 1, \"b\": [1, {\"c\": \"}\"}]},\n  {\"d\": null},\n  7\n]\n"u8.ToArray(),
        Encoding.UTF8.GetBytes("{\n  \"Event\": {\n    \"System\": {\"EventID\": 1}\n  }\n}\n{\n  \"x\": \"y\"\n}\n"),
        [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{\"a\":1}\r\n{\"b\":\"ệ😀\"}\r\n")],
    ];

    private static readonly byte[][] Spices =
    [
        [0], [0xFF], [0xEF, 0xBB, 0xBF], [0xFE, 0xFF], "\n"u8.ToArray(), "\""u8.ToArray(), "\\"u8.ToArray(), "{"u8.ToArray(), "}"u8.ToArray(),
        "["u8.ToArray(), "]"u8.ToArray(), ","u8.ToArray(), [0xED, 0xA0, 0x80], new byte[300], Encoding.ASCII.GetBytes(new string('[', 200)),
    ];

    [Fact]
    public void JsonLinesReader_MutatedInput_ReadsOn() =>
        ReadMutated(1, (bytes, options) => new JsonLinesReader(new MemoryStream(bytes), options));

    [Fact]
    public void JsonArrayReader_MutatedInput_ReadsOn() =>
        ReadMutated(2, (bytes, options) => new JsonArrayReader(new MemoryStream(bytes), options));

    [Fact]
    public void JsonLinesReader_MutatedGzip_ReadsOn() =>
        ReadMutated(3, (bytes, options) => new JsonLinesReader(new SourceBytes(new MemoryStream(bytes), gzip: true, options), options), Gzipped.Of);

    [Fact]
    public void JsonArrayReader_MutatedGzip_ReadsOn() =>
        ReadMutated(4, (bytes, options) => new JsonArrayReader(new SourceBytes(new MemoryStream(bytes), gzip: true, options), options), Gzipped.Of);

    private static void ReadMutated(int seed, Func<byte[], EventReaderOptions, EventReader> open, Func<byte[], byte[]>? pack = null)
    {
        Random random = new(seed);
        int read = 0;
        for (int i = 0; i < Inputs; i++)
        {
            byte[] sound = Seeds[i % Seeds.Length];
            byte[] bytes = Mutate(pack is null ? sound : pack(sound), random);
            EventReaderOptions options = new()
            {
                BatchBytes = random.Next(1, 200),
                MaxEventBytes = random.Next(3, 200),
                MaxDecompressedBytes = 10_000,
            };

            Reading reading = Reading.Of(open(bytes, options));

            reading.FileBytes.ShouldBeLessThanOrEqualTo(bytes.Length);
            reading.LargestBuffer.ShouldBeLessThanOrEqualTo(options.MaxEventBytes + (2 * options.BatchBytes));
            reading.Texts.All(text => text.Length > 0 && text.Length <= options.MaxEventBytes).ShouldBeTrue();
            reading.Records.Zip(reading.Records.Skip(1)).All(pair => pair.First < pair.Second).ShouldBeTrue();
            read += reading.Events.Count;
        }

        // They are mutated, not destroyed.
        read.ShouldBeGreaterThan(Inputs / 10);
    }

    private static byte[] Mutate(byte[] sound, Random random)
    {
        List<byte> bytes = [.. sound];
        for (int change = random.Next(1, 5); change > 0; change--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, random.Next(bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, Spices[random.Next(Spices.Length)]);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(0, random.Next(bytes.Count)));
                    break;
                default:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
            }

            if (bytes.Count == 0)
                break;
        }

        return [.. bytes];
    }
}
