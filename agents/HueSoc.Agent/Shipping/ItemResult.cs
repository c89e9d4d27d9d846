using System.Runtime.InteropServices;

namespace HueSoc.Agent.Shipping;

/// <summary>What the server says of one event.</summary>
/// <param name="Status">The HTTP status of the item.</param>
/// <param name="Type">The type of its error; null when there is none.</param>
/// <param name="Reason">What the error says, shortened.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ItemResult(int Status, string? Type, string? Reason)
{
    /// <summary>Whether the server has the event: it took it now, or had it.</summary>
    public bool IsDelivered => Status is (>= 200 and < 300) or 409;

    /// <summary>Whether it is to be sent again: what is wrong is with the server, or with what we may do there, not with the event.</summary>
    public bool IsRetried => !IsDelivered && (Status is 401 or 403 or 408 or 429 || Status is < 400 or >= 500);

    /// <summary>Whether quick tries do not help: the server's disk is full, an index is blocked, the key may not write.</summary>
    public bool IsSlow => Status is 401 or 403 || string.Equals(Type, "cluster_block_exception", StringComparison.Ordinal);
}
