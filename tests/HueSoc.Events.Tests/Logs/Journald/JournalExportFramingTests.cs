using System.Buffers.Binary;
using System.Text;
using HueSoc.Events.Logs.Journald;

namespace HueSoc.Events.Tests.Logs.Journald;

public sealed class JournalExportFramingTests
{
    [Fact]
    public void Find_TextFields_EndsBehindTheEmptyLine() => JournalExportFraming.Find("A=1\nB=2\n\nC=3\n"u8).ShouldBe(9);

    [Fact]
    public void Find_RecordNotAtItsEnd_SaysSo() => JournalExportFraming.Find("A=1\nB=2\n"u8).ShouldBe(-1);

    [Fact]
    public void Find_EmptyLinesInsideBinaryData_AreData()
    {
        byte[] record = [.. Binary("MESSAGE", "one\n\nA=2\n\n"u8.ToArray()), .. "B=2\n\n"u8];

        JournalExportFraming.Find([.. record, .. "C=3\n\n"u8]).ShouldBe(record.Length);
    }

    [Fact]
    public void Find_LengthNobodyCanMean_EndsAtTheNextEmptyLine()
    {
        byte[] record = [.. "MESSAGE\n"u8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, .. "rest\nB=2\n\n"u8];

        JournalExportFraming.Find([.. record, .. "C=3\n\n"u8]).ShouldBe(record.Length);
    }

    [Fact]
    public void Find_LongLineWithoutEquals_IsNoNameOfBinaryData()
    {
        byte[] record = [.. new byte[1 << 20].Select(_ => (byte)'A'), .. "\nB=2\n\n"u8];

        JournalExportFraming.Find(record).ShouldBe(record.Length);
    }

    [Fact]
    public void Scan_EmptyLineBetweenRecords_IsAnEmptyRecord()
    {
        JournalExportFraming framing = new();

        framing.Scan("\nA=1\n\n"u8, out bool ended).ShouldBe(1);
        ended.ShouldBeTrue();
        framing.Scan("A=1\n\n"u8, out ended).ShouldBe(5);
        ended.ShouldBeTrue();
    }

    [Fact]
    public void Seen_InTheMiddleOfARecord_CountsItsBytes()
    {
        JournalExportFraming framing = new();
        _ = framing.Scan("A=1\nB="u8, out _);
        framing.Seen.ShouldBe(6);
        _ = framing.Scan("2\n\n"u8, out _);
        framing.Seen.ShouldBe(0);
    }

    [Fact]
    public void Scan_AnyPieces_FindsTheRecordsThatWereWritten()
    {
        Random random = new(20260304);
        for (int round = 0; round < 300; round++)
        {
            List<byte[]> written = [];
            MemoryStream stream = new();
            for (int record = random.Next(1, 6); record > 0; record--)
            {
                byte[] bytes = [.. Enumerable.Range(0, random.Next(1, 8)).SelectMany(_ => Field(random))];
                written.Add(bytes);
                stream.Write(bytes);
                stream.WriteByte((byte)'\n');
            }

            List<byte[]> found = ExportFile.Records(stream.ToArray(), random.Next(1, 40));

            found.Count.ShouldBe(written.Count);
            foreach ((byte[] left, byte[] right) in found.Zip(written))
                left.ShouldBe(right);
        }
    }

    [Fact]
    public void Scan_AnyBytes_TakesEveryByteWhateverThePieces()
    {
        Random random = new(7);
        for (int round = 0; round < 300; round++)
        {
            byte[] bytes = new byte[random.Next(1, 400)];
            random.NextBytes(bytes);
            for (int i = 0; i < bytes.Length; i++)
                bytes[i] = random.Next(3) == 0 ? (byte)"\nA=\0"[bytes[i] % 4] : bytes[i];

            ExportFile.Records(bytes, 1).Select(Convert.ToHexString).ShouldBe(ExportFile.Records(bytes).Select(Convert.ToHexString));
        }
    }

    internal static byte[] Binary(string name, byte[] data)
    {
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, data.Length);
        return [.. Encoding.ASCII.GetBytes(name), (byte)'\n', .. length, .. data, (byte)'\n'];
    }

    private static byte[] Field(Random random)
    {
        string name = "_F" + random.Next(100);
        byte[] data = new byte[random.Next(0, 60)];
        random.NextBytes(data);
        return random.Next(2) == 0 ? Binary(name, data) : [.. Encoding.ASCII.GetBytes($"{name}={Convert.ToHexString(data)}\n")];
    }
}
