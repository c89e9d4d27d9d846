using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json.Nodes;
using HueSoc.Tests.Corpus;

namespace HueSoc.Events.Tests.Logs.Journald;

/// <summary>systemd's own journalctl writes real journals in both formats; both must give the same events.</summary>
public sealed class JournalctlTests
{
    [JournalctlFact]
    public void Events_OfExportAndJson_AreTheSame()
    {
        int compared = 0;
        foreach (string packed in Directory.EnumerateFiles(CorpusPaths.Of("corpora/linux/journald"), "*.journal.gz"))
        {
            string journal = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.journal");
            try
            {
                using (GZipStream from = new(File.OpenRead(packed), CompressionMode.Decompress))
                using (FileStream to = File.Create(journal))
                    from.CopyTo(to);

                List<byte[]> export = ExportFile.Records(Run(journal, "export"));
                List<byte[]> json = Lines(Run(journal, "json"));

                json.Count.ShouldBe(export.Count, packed);
                foreach ((byte[] left, byte[] right) in export.Zip(json))
                {
                    Text(ExportFile.Read(left)).ShouldBe(Text(new LogLines("journald").Read(right)!), packed);
                    compared++;
                }
            }
            finally
            {
                File.Delete(journal);
            }
        }

        compared.ShouldBe(61);
    }

    private static string Text(SortedDictionary<string, JsonNode> document) => string.Join('\n', document.Select(field => $"{field.Key}={field.Value.ToJsonString()}"));

    private static byte[] Run(string journal, string output)
    {
        using Process process = Process.Start(new ProcessStartInfo(JournalctlFactAttribute.Program, ["--file", journal, "-o", output, "--all", "--no-pager"])
        {
            RedirectStandardOutput = true,
        })!;
        using MemoryStream bytes = new();
        process.StandardOutput.BaseStream.CopyTo(bytes);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
        return bytes.ToArray();
    }

    private static List<byte[]> Lines(byte[] bytes)
    {
        List<byte[]> lines = [];
        foreach (Range range in bytes.AsSpan().Split((byte)'\n'))
        {
            if (bytes.AsSpan()[range].Length > 0)
                lines.Add(bytes[range]);
        }

        return lines;
    }
}
