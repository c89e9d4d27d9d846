using System.Text.Json;
using HueSoc.Cli.Tests.Run;
using HueSoc.Tests.Corpus;

namespace HueSoc.Cli.Tests.Hunting;

/// <summary>The sample that the README shows, with our own rules: what was put into it as an attack is found, its neighbours are not.</summary>
public sealed class SampleTests
{
    [Fact]
    public void Hunt_TheSampleWithOurRules_FindsTheAttacksAndNothingElse()
    {
        string samples = Path.Combine(CorpusPaths.Repository, "src", "HueSoc.Cli", "Serving", "Samples");

        CommandResult result = InProcess.Run(
            "hunt", "--rules", Path.Combine(CorpusPaths.Repository, "rules", "sigma"), "--format", "jsonl", samples);

        result.Code.ShouldBe(0, result.Error);
        result.OutputLines.Select(Source).Distinct().ShouldBe(
        [
            // Defender switched off, a task for a script, LSASS opened, a tool fetched: in Winlogbeat's layout.
            ("pc-ke-toan.winlogbeat.ndjson", 2), ("pc-ke-toan.winlogbeat.ndjson", 4), ("pc-ke-toan.winlogbeat.ndjson", 5),
            ("pc-ke-toan.winlogbeat.ndjson", 6), ("pc-ke-toan.winlogbeat.ndjson", 7),
            // Word starts an encoded PowerShell, AnyDesk out of Temp, a stick's library, a run key: flat.
            ("pc-van-thu.jsonl", 3), ("pc-van-thu.jsonl", 6), ("pc-van-thu.jsonl", 8), ("pc-van-thu.jsonl", 10),
            // Shadow copies and recovery gone, a service, logs cleared: as evtx_dump writes it.
            ("srv-file-01.evtx-dump.jsonl", 5), ("srv-file-01.evtx-dump.jsonl", 6), ("srv-file-01.evtx-dump.jsonl", 7),
            ("srv-file-01.evtx-dump.jsonl", 8), ("srv-file-01.evtx-dump.jsonl", 9), ("srv-file-01.evtx-dump.jsonl", 10),
            // Secrets served, a script among the uploads and a command through it; then persistence; a guessed password and a second root.
            ("srv-web-01.access.log", 3), ("srv-web-01.access.log", 4), ("srv-web-01.access.log", 5),
            ("srv-web-01.audit.log", 2), ("srv-web-01.audit.log", 3), ("srv-web-01.audit.log", 5),
            ("srv-web-01.auth.log", 14), ("srv-web-01.auth.log", 16),
        ]);
    }

    private static (string File, long Record) Source(string line)
    {
        using JsonDocument hit = JsonDocument.Parse(line);
        JsonElement source = hit.RootElement.GetProperty("source");
        return (Path.GetFileName(source.GetProperty("file").GetString()!), source.GetProperty("record").GetInt64());
    }
}
