using System.Collections.Immutable;
using HueSoc.Sigma.Rules;

namespace HueSoc.Detection.Fleet;

/// <summary>A rule about agents that is built in: what it speaks of is no event.</summary>
/// <param name="Id">Its id, as rules have one.</param>
/// <param name="Title">Its title.</param>
/// <param name="Level">Its level.</param>
/// <param name="Tags">Its tags.</param>
internal sealed record FleetRule(string Id, string Title, SigmaLevel Level, ImmutableArray<string> Tags)
{
    /// <summary>Two have one agent's key.</summary>
    public static FleetRule Identity { get; } = new(
        "7c1f5a52-5d0e-4f0c-9b52-0d6a3e8c1a01", "Two machines use the key of one agent", SigmaLevel.High, ["attack.t1078"]);

    /// <summary>A device that is never switched off is silent.</summary>
    public static FleetRule DeviceSilent { get; } = new(
        "7c1f5a52-5d0e-4f0c-9b52-0d6a3e8c1a02", "A device that always reports is silent", SigmaLevel.Medium, ["attack.defense-impairment", "attack.t1562.001"]);

    /// <summary>Many devices of an agency fell silent at once.</summary>
    public static FleetRule AgencySilent { get; } = new(
        "7c1f5a52-5d0e-4f0c-9b52-0d6a3e8c1a03", "Many devices of an agency fell silent at once", SigmaLevel.High, ["attack.defense-impairment", "attack.t1562.001"]);
}
