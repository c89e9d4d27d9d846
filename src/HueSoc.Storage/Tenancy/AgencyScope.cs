using System.Collections.Immutable;

namespace HueSoc.Storage.Tenancy;

/// <summary>
/// Whose objects may be seen. Every read goes through one; it is made from the caller's session and from nothing else. An
/// object outside it does not exist as far as the caller can tell.
/// </summary>
public sealed class AgencyScope
{
    private readonly ImmutableHashSet<string> codes;

    private AgencyScope(bool isCity, ImmutableHashSet<string> codes)
    {
        IsCity = isCity;
        this.codes = codes;
    }

    /// <summary>Everything, also what belongs to no agency.</summary>
    public static AgencyScope City { get; } = new(isCity: true, []);

    /// <summary>Whether everything may be seen.</summary>
    public bool IsCity { get; }

    /// <summary>The codes that may be seen, sorted; empty for the city, which sees all.</summary>
    public ImmutableArray<string> Codes => [.. codes.Order(StringComparer.Ordinal)];

    /// <summary>Some agencies: usually one, those below it and those merged into it.</summary>
    /// <exception cref="ArgumentException">There are none, or a code is empty.</exception>
    public static AgencyScope Of(IEnumerable<string> codes)
    {
        ImmutableHashSet<string> set = codes.ToImmutableHashSet(StringComparer.Ordinal);
        if (set.IsEmpty || set.Contains(string.Empty))
            throw new ArgumentException("a scope needs agencies, and each a code", nameof(codes));
        return new(isCity: false, set);
    }

    /// <summary>Whether an object of an agency may be seen.</summary>
    /// <param name="agency">The agency's code; empty for what belongs to the city alone.</param>
    public bool Allows(string agency) => IsCity || codes.Contains(agency);
}
