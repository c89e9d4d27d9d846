using System.Collections.Immutable;
using HueSoc.Storage.Control.Agencies;
using YamlDotNet.RepresentationModel;

namespace HueSoc.Compliance.Agencies;

/// <summary>Makes agencies of a document, and checks that they make a register: unique codes, known types and marks, parents that are there and do not go round.</summary>
internal sealed class AgencyReader(string path, YamlMappingNode root)
{
    private readonly YamlFields fields = new(path);
    private readonly Dictionary<string, (AgencyFacts Facts, YamlMappingNode At)> agencies = new(StringComparer.Ordinal);

    /// <summary>What is wrong.</summary>
    public ImmutableArray<string> Problems => fields.Problems;

    /// <summary>Reads all.</summary>
    public ImmutableArray<AgencyFacts> Read()
    {
        fields.Only(root, "version", "as_of", "sources", "marks", "open", "types", "agencies");
        if (fields.Text(root, "version") is { Length: > 0 } and not "1")
            fields.Fault(YamlFields.Get(root, "version")!, "this program knows version 1");
        HashSet<string> types = [.. fields.Entries(root, "types").Select(type => type.Key)];
        Dictionary<string, string> marks = Marks();
        ImmutableArray<AgencyFacts>.Builder read = ImmutableArray.CreateBuilder<AgencyFacts>();
        foreach (YamlMappingNode map in fields.Maps(root, "agencies"))
            read.Add(Agency(map, types, marks));
        if (read.Count == 0)
            fields.Fault(root, "there are no agencies");
        foreach ((AgencyFacts facts, YamlMappingNode at) in agencies.Values)
            CheckReferences(facts, at);
        return read.ToImmutable();
    }

    private Dictionary<string, string> Marks()
    {
        Dictionary<string, string> sources = fields.Entries(root, "sources").ToDictionary(source => source.Key, source => (source.Value as YamlScalarNode)?.Value ?? string.Empty, StringComparer.Ordinal);
        Dictionary<string, string> marks = new(StringComparer.Ordinal);
        foreach ((string name, YamlNode value) in fields.Entries(root, "marks"))
        {
            if (value is not YamlMappingNode mark)
            {
                fields.Fault(value, "a mark is a map");
                continue;
            }

            fields.Only(mark, "text", "sources");
            List<string> named = [];
            foreach (string source in fields.Texts(mark, "sources"))
            {
                if (sources.TryGetValue(source, out string? description))
                    named.Add(description);
                else
                    fields.Fault(mark, $"there is no source {source}");
            }

            marks[name] = $"{name}: {fields.Text(mark, "text")}. {string.Join("; ", named)}".TrimEnd();
        }

        return marks;
    }

    private AgencyFacts Agency(YamlMappingNode map, HashSet<string> types, Dictionary<string, string> marks)
    {
        fields.Only(map, "code", "name", "names", "type", "parent", "predecessors", "verified");
        string code = fields.Text(map, "code");
        string type = fields.Text(map, "type");
        if (type.Length > 0 && !types.Contains(type))
            fields.Fault(YamlFields.Get(map, "type")!, $"there is no type {type}; there are {string.Join(", ", types.Order(StringComparer.Ordinal))}");
        string mark = fields.Text(map, "verified");
        if (mark.Length > 0 && !marks.ContainsKey(mark))
            fields.Fault(YamlFields.Get(map, "verified")!, $"there is no mark {mark}; there are {string.Join(", ", marks.Keys.Order(StringComparer.Ordinal))}");
        AgencyFacts facts = new()
        {
            Code = code,
            Name = fields.Text(map, "name"),
            Names = fields.Texts(map, "names"),
            Type = type,
            Parent = fields.OptionalText(map, "parent") ?? string.Empty,
            Predecessors = [.. fields.Maps(map, "predecessors").Select(Predecessor)],
            Verification = marks.GetValueOrDefault(mark, string.Empty),
        };
        if (code.Length > 0 && !agencies.TryAdd(code, (facts, map)))
            fields.Fault(YamlFields.Get(map, "code")!, $"the code {code} is taken by the agency of line {agencies[code].At.Start.Line}");
        return facts;
    }

    private Predecessor Predecessor(YamlMappingNode map)
    {
        fields.Only(map, "name", "short", "year", "code");
        return new(fields.Text(map, "name"), fields.OptionalText(map, "code") ?? string.Empty, fields.Year(map, "year"), fields.OptionalText(map, "short") ?? string.Empty);
    }

    private void CheckReferences(AgencyFacts facts, YamlMappingNode at)
    {
        foreach (Predecessor predecessor in facts.Predecessors.Where(predecessor => predecessor.Code.Length > 0))
        {
            if (predecessor.Code == facts.Code || !agencies.ContainsKey(predecessor.Code))
                fields.Fault(at, $"the predecessor {predecessor.Code} of {facts.Code} is not another agency of this list");
        }

        HashSet<string> seen = new([facts.Code], StringComparer.Ordinal);
        for (string above = facts.Parent; above.Length > 0; above = agencies[above].Facts.Parent)
        {
            if (!agencies.ContainsKey(above))
            {
                // The one it is missing from says so itself.
                if (above == facts.Parent)
                    fields.Fault(YamlFields.Get(at, "parent")!, $"there is no agency {above} above {facts.Code}");
                return;
            }

            if (!seen.Add(above))
            {
                fields.Fault(YamlFields.Get(at, "parent")!, $"the agencies above {facts.Code} go round in a circle");
                return;
            }
        }
    }
}
