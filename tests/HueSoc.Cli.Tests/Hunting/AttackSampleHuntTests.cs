using System.Diagnostics;
using System.Text.Json;
using HueSoc.Cli.Tests.Output;
using HueSoc.Cli.Tests.Run;
using HueSoc.Events.Tests.Evtx;
using HueSoc.Tests.Corpus;

namespace HueSoc.Cli.Tests.Hunting;

/// <summary>
/// The files of real attacks, hunted through with the public rules. A file lies in the folder of the tactic it shows; a rule fits it when it is of
/// level medium or above and one of its tags names that tactic.
/// </summary>
public sealed class AttackSampleHuntTests(AttackSamples samples) : IClassFixture<AttackSamples>, IDisposable
{
    private const string Rules = "corpora/sigma/sigmahq-rules.tar.xz";
    private const int Wanted = 40;

    // Defense Evasion is two tactics since ATT&CK 19, Stealth and Defense Impairment, and the rules are tagged so. Folders that are not here name no tactic.
    private static readonly Dictionary<string, string[]> Tactics = new(StringComparer.Ordinal)
    {
        ["Command and Control"] = ["attack.command-and-control"],
        ["Credential Access"] = ["attack.credential-access"],
        ["Defense Evasion"] = ["attack.defense-evasion", "attack.stealth", "attack.defense-impairment"],
        ["Discovery"] = ["attack.discovery"],
        ["Execution"] = ["attack.execution"],
        ["Lateral Movement"] = ["attack.lateral-movement"],
        ["Persistence"] = ["attack.persistence"],
        ["Privilege Escalation"] = ["attack.privilege-escalation"],
    };

    private readonly TestFolder folder = new();

    [CorpusFact(AttackSamples.Archive)]
    public void Hunt_FilesOfAttacks_RaisesRulesThatFitTheirFolders()
    {
        Unpack(CorpusPaths.Of(Rules), folder.Path);

        CommandResult result = InProcess.Run("hunt", "--rules", folder.Path, "--min-level", "medium", "--format", "jsonl", samples.Folder);

        result.Code.ShouldBe(0, result.Error);
        string[] fitting = [.. result.OutputLines.SelectMany(Fitting).Distinct().Order(StringComparer.Ordinal)];
        fitting.Select(line => line.Split('\t')[0]).Distinct().Count().ShouldBeGreaterThanOrEqualTo(Wanted);
        GoldenFile.ShouldEqual("evtx-samples.tsv", string.Join('\n', fitting) + "\n");
    }

    public void Dispose() => folder.Dispose();

    // The file, the rule, its level and the tactic, where they fit.
    private IEnumerable<string> Fitting(string line)
    {
        using JsonDocument hit = JsonDocument.Parse(line);
        string file = Path.GetRelativePath(samples.Folder, hit.RootElement.GetProperty("source").GetProperty("file").GetString()!).Replace('\\', '/');
        if (!Tactics.TryGetValue(file.Split('/')[0], out string[]? tactics))
            yield break;
        string? tactic = hit.RootElement.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!).FirstOrDefault(tactics.Contains);
        if (tactic is not null)
            yield return $"{file}\t{hit.RootElement.GetProperty("rule_id").GetString()}\t{hit.RootElement.GetProperty("level").GetString()}\t{tactic}";
    }

    private static void Unpack(string archive, string target)
    {
        using Process tar = Process.Start("tar", ["-xJf", archive, "-C", target]);
        tar.WaitForExit();
        tar.ExitCode.ShouldBe(0);
    }
}
