using System.Diagnostics;
using System.Text.Json;
using HueSoc.Events.Readers;
using HueSoc.Tests.Corpus;

namespace HueSoc.Events.Tests.Readers;

/// <summary>Real files.</summary>
public sealed class CorpusReadingTests
{
    private const string Windows = "corpora/sigma/windows-events.jsonl.xz";
    private const string Odd = "corpora/linux/files";

    [CorpusFact(Windows)]
    public void TryRead_WindowsEvents_GivesThemAll()
    {
        using Process xz = Process.Start(new ProcessStartInfo("xz", ["-dc", CorpusPaths.Of(Windows)]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        using JsonLinesReader reader = new(xz.StandardOutput.BaseStream, new EventReaderOptions());
        EventBatch batch = new();
        long events = 0, bytes = 0, last = 0;
        while (reader.TryRead(batch))
        {
            batch.Problems.Length.ShouldBe(0);
            events += batch.Events.Length;
            bytes += batch.Bytes;
            last = batch.Events[^1].Record;
        }

        xz.WaitForExit();
        xz.ExitCode.ShouldBe(0);
        (events, bytes, last).ShouldBe((50_226, 105_005_978, 50_226));
    }

    [CorpusFact(Odd)]
    public void TryRead_FilesWithOddEndings_GivesEveryLineThatIsNotBlank()
    {
        foreach (string path in Directory.EnumerateFiles(CorpusPaths.Of(Odd), "*.log"))
        {
            // The framework ends lines at a lone CR too; none of these files has one.
            List<string> lines = [.. File.ReadAllLines(path).Select(line => line.Trim(' ', '\t', '\0')).Where(line => line.Length > 0)];

            Reading reading = Reading.Of(new JsonLinesReader(File.OpenRead(path), new EventReaderOptions { BatchBytes = 100 }));

            reading.Texts.Select(Decode).ShouldBe(lines, path);
            reading.Bytes.ShouldBe(new FileInfo(path).Length);
        }
    }

    [CorpusFact(Odd + "/nasa-50k.log.gz")]
    public void TryRead_RealGzipFile_GivesEveryLine()
    {
        EventReaderOptions options = new();
        FileStream file = File.OpenRead(CorpusPaths.Of(Odd + "/nasa-50k.log.gz"));

        Reading reading = Reading.Of(new JsonLinesReader(new SourceBytes(file, gzip: true, options), options));

        reading.Events.Count.ShouldBe(50_000);
        reading.Problems.ShouldBeEmpty();
    }

    [CorpusFact("corpora/linux")]
    public void TryRead_RealArrays_GivesEveryElement()
    {
        foreach (string path in Directory.EnumerateFiles(CorpusPaths.Of("corpora/linux"), "*.json", SearchOption.AllDirectories))
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            IEnumerable<string> elements = document.RootElement.ValueKind == JsonValueKind.Array
                ? document.RootElement.EnumerateArray().Select(e => e.GetRawText())
                : [document.RootElement.GetRawText()];

            Reading reading = Reading.Of(EventFile.Open(path, new EventReaderOptions { BatchBytes = 4096 }).Reader!);

            reading.Texts.Select(Decode).ShouldBe(elements, path);
            reading.Problems.ShouldBeEmpty();
        }
    }

    private static string Decode(string bytes) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.Latin1.GetBytes(bytes));
}
