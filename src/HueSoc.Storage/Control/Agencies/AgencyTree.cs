using System.Collections.Frozen;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Storage.Control.Agencies;

/// <summary>The register as a whole, with who is below whom.</summary>
internal sealed class AgencyTree
{
    private const int LongestCode = 32;
    private const int LongestName = 256;
    private const int MostEntries = 50;

    private readonly FrozenDictionary<string, Agency> agencies;
    private readonly ILookup<string, string> below;

    public AgencyTree(IReadOnlyCollection<Agency> all)
    {
        agencies = all.ToFrozenDictionary(agency => agency.Code, StringComparer.Ordinal);
        below = all.Where(agency => agency.Facts.Parent.Length > 0).ToLookup(agency => agency.Facts.Parent, agency => agency.Code, StringComparer.Ordinal);
    }

    public Agency? Find(string code) => agencies.GetValueOrDefault(code);

    public AgencyScope ScopeOf(string code)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        Queue<string> open = new([code]);
        while (open.TryDequeue(out string? next))
        {
            if (!seen.Add(next))
                continue;
            foreach (string lower in below[next])
                open.Enqueue(lower);
            if (!agencies.TryGetValue(next, out Agency? agency))
                continue;
            foreach (Predecessor predecessor in agency.Facts.Predecessors.Where(predecessor => predecessor.Code.Length > 0))
                open.Enqueue(predecessor.Code);
        }

        return AgencyScope.Of(seen);
    }

    /// <summary>Why an agency cannot be in the register like this; null when it can.</summary>
    public string? Fault(AgencyFacts facts)
    {
        if (facts.Code.Length is 0 or > LongestCode || !facts.Code.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_'))
            return $"a code has 1 to {LongestCode} ASCII letters, digits and . - _";
        if (!IsName(facts.Name) || !facts.Names.All(IsName) || !facts.Predecessors.All(predecessor => IsName(predecessor.Name)))
            return $"a name has 1 to {LongestName} characters, none of them a control character";
        if (facts.Type.Length is 0 or > LongestCode || !facts.Type.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '_'))
            return $"a type has 1 to {LongestCode} lower-case letters, digits and _";
        if (facts.Names.Length > MostEntries || facts.Predecessors.Length > MostEntries)
            return $"an agency has at most {MostEntries} other names and {MostEntries} predecessors";
        if (facts.Verification.Length > 1024)
            return "the verification has at most 1,024 characters";
        if (facts.Predecessors.FirstOrDefault(predecessor => predecessor.Code.Length > 0 && !agencies.ContainsKey(predecessor.Code)) is { } unknown)
            return $"there is no agency {unknown.Code}, which is said to have been merged into it";
        if (facts.Predecessors.Any(predecessor => predecessor.Code == facts.Code))
            return "an agency is not its own predecessor";
        return ParentFault(facts);
    }

    private string? ParentFault(AgencyFacts facts)
    {
        int steps = 0;
        for (string above = facts.Parent; above.Length > 0; above = agencies[above].Facts.Parent)
        {
            if (above == facts.Code)
                return "an agency is not below itself";
            if (!agencies.ContainsKey(above))
                return $"there is no agency {above} above it";
            if (++steps > agencies.Count)
                return "the agencies above it go round in a circle";
        }

        return null;
    }

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName && !name.Any(char.IsControl);
}
