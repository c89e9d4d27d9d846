using HueSoc.Sigma.Correlations;
using HueSoc.Sigma.Filters;
using HueSoc.Sigma.Yaml;

namespace HueSoc.Sigma.Rules;

/// <summary>What one file holds.</summary>
#pragma warning disable MA0048 // The reader and what it returns are one thing.
internal sealed class RuleFile
{
    public List<SigmaRule> Rules { get; } = [];

    public List<SigmaFilter> Filters { get; } = [];

    public List<CorrelationRule> Correlations { get; } = [];

    public List<RuleProblem> Problems { get; } = [];

    public bool IsUnread { get; init; }
}

/// <summary>Reads the documents of one file, each by what it is.</summary>
internal static class RuleFileReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The path for messages.</param>
    /// <param name="stablePath">The path below the folder that was asked for, for made ids.</param>
    /// <param name="text">The YAML.</param>
    public static RuleFile Read(string path, string stablePath, string text)
    {
        RuleFile file = new();
        foreach (YamlNode node in YamlDocuments.Read(path, text, file.Problems))
        {
            DocumentFaults faults = new(path);
            if (node is not YamlMapping document)
                faults.Add(node.Line, $"a rule is a map, not {node.Kind}");
            else if (document["correlation"] is not null)
                Keep(file.Correlations, CorrelationDocument.Read(document, stablePath, faults));
            else if (document["filter"] is not null && document["detection"] is null)
                Keep(file.Filters, SigmaFilter.Read(document, stablePath, faults));
            else
                Keep(file.Rules, RuleDocument.Read(document, stablePath, faults));
            if (!faults.None)
                file.Problems.Add(faults.ToProblem());
        }

        return file;
    }

    private static void Keep<T>(List<T> list, T? item)
        where T : class
    {
        if (item is not null)
            list.Add(item);
    }
}
