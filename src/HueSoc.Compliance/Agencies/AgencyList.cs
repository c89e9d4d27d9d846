using System.Collections.Immutable;
using HueSoc.Storage.Control.Agencies;

namespace HueSoc.Compliance.Agencies;

/// <summary>A list of agencies out of a file. With a problem in it nothing of it is to be used: a register is whole or it is wrong.</summary>
/// <param name="Source">The file's name, and the first 12 hex digits of its SHA-256.</param>
/// <param name="Agencies">The agencies, in the order of the file.</param>
/// <param name="Problems">What is wrong, as <c>path:line: reason</c>.</param>
public sealed record AgencyList(string Source, ImmutableArray<AgencyFacts> Agencies, ImmutableArray<string> Problems)
{
    /// <summary>Whether it may be used.</summary>
    public bool IsValid => Problems.IsEmpty;
}
