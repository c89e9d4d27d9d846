using System.Text.Json.Nodes;
using HueSoc.Events.Normalisers.Windows;
using HueSoc.Tests.Corpus;

namespace HueSoc.Events.Tests.Normalisers.Windows;

/// <summary>Each row of the table with a small event of its id and what of ECS stands beside it: <c>golden/windows-ecs.jsonl</c>, one line a row.</summary>
public sealed class WindowsTableTests
{
    private static readonly Dictionary<string, JsonObject> Lines = File
        .ReadLines(Path.Combine(CorpusPaths.Repository, "tests/HueSoc.Events.Tests/Normalisers/Windows/golden/windows-ecs.jsonl"))
        .Select(line => JsonNode.Parse(line)!.AsObject())
        .ToDictionary(line => $"{line["event"]!["winlog"]!["provider_name"]} {line["event"]!["winlog"]!["event_id"]}", StringComparer.Ordinal);

    public static TheoryData<string> Names() => [.. Lines.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Event_OfARow_HasItsEcs(string name)
    {
        JsonObject document = Lines[name]["event"]!.AsObject();

        JsonObject seen = WindowsEvents.Normalise(document);

        SortedDictionary<string, string> added = WindowsEvents.Added(document, seen);
        SortedDictionary<string, string> expected = new(Lines[name]["ecs"]!.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value!.ToJsonString()), StringComparer.Ordinal);
        added.ShouldBe(expected);
    }

    [Fact]
    public void EveryRow_HasALine()
    {
        IEnumerable<string> missing =
            from provider in WindowsCatalog.All
            from id in provider.Ids
            where !provider.Names.Any(name => Lines.ContainsKey($"{name} {id}"))
            select $"{provider.Names[0]} {id}";

        missing.ShouldBeEmpty();
    }

    [Fact]
    public void EveryLine_IsOfARow()
    {
        IEnumerable<string> unknown =
            from line in Lines.Keys
            let space = line.LastIndexOf(' ')
            where !WindowsCatalog.All.Any(provider => provider.Names.Contains(line[..space]) && provider.Ids.Contains(int.Parse(line[(space + 1)..])))
            select line;

        unknown.ShouldBeEmpty();
    }

    [Fact]
    public void EveryCategoryAndType_IsOneOfEcs()
    {
        // The words that ECS 8 and 9 have for them.
        string[] categories =
        [
            "api", "authentication", "configuration", "database", "driver", "email", "file", "host", "iam", "intrusion_detection", "library", "malware", "network", "package",
            "process", "registry", "session", "threat", "vulnerability", "web",
        ];
        string[] types =
        [
            "access", "admin", "allowed", "change", "connection", "creation", "deletion", "denied", "device", "end", "error", "group", "indicator", "info", "installation",
            "protocol", "start", "user",
        ];

        foreach ((string name, JsonObject line) in Lines)
        {
            Words(line, "event.category").Except(categories).ShouldBeEmpty(name);
            Words(line, "event.type").Except(types).ShouldBeEmpty(name);
        }
    }

    private static string[] Words(JsonObject line, string field) =>
        line["ecs"]![field]?.AsArray().Select(word => word!.GetValue<string>()).ToArray() ?? [];
}
