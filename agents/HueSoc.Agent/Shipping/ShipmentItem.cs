using System.Runtime.InteropServices;
using HueSoc.Agent.Spool;

namespace HueSoc.Agent.Shipping;

/// <summary>An event that is on its way. Its bytes are in the spool.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="DataStream">Where it goes to.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ShipmentItem(SpoolPlace Place, string DataStream)
{
    /// <summary>How many times it was sent in vain.</summary>
    public int Attempts { get; init; }

    /// <summary>When it may be sent again, as a timestamp.</summary>
    public long Due { get; init; }

    /// <summary>How many requests had been accepted when a request with it was first refused as a whole; -1 for never.</summary>
    public long RefusedAt { get; init; } = -1;
}
