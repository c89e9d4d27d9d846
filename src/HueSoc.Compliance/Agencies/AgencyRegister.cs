using HueSoc.Storage.Control.Agencies;
using HueSoc.Storage.Control.Audit;

namespace HueSoc.Compliance.Agencies;

/// <summary>Brings the shipped list of agencies into the register, at every start: only what is new in it is written.</summary>
public static class AgencyRegister
{
    /// <summary>Takes over the shipped list.</summary>
    /// <param name="agencies">The register.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What it did; null when the list is damaged, and then nothing was taken over.</returns>
    public static async ValueTask<(SeedResult? Result, AgencyList List)> TakeOverAsync(AgencyStore agencies, Actor actor, CancellationToken cancellationToken)
    {
        AgencyList list = AgencyFile.Read(AgencyFile.ShippedPath);
        return list.IsValid ? (await agencies.SeedAsync(actor, list.Agencies, list.Source, cancellationToken).ConfigureAwait(false), list) : (null, list);
    }
}
