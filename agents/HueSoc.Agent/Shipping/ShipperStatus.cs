using System.Runtime.InteropServices;

namespace HueSoc.Agent.Shipping;

/// <summary>What a shipper did since it was made, and how it is doing.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ShipperStatus
{
    /// <summary>Requests that were sent.</summary>
    public required long Requests { get; init; }

    /// <summary>Events that were sent, counted each time.</summary>
    public required long Sent { get; init; }

    /// <summary>Events that the server took.</summary>
    public required long Delivered { get; init; }

    /// <summary>Of these: those that it already had.</summary>
    public required long Conflicts { get; init; }

    /// <summary>Events that had to be sent again, counted each time.</summary>
    public required long Retries { get; init; }

    /// <summary>Events that were refused for good and put into the dead-letter file.</summary>
    public required long DeadLetters { get; init; }

    /// <summary>Dead letters that had to be deleted because there were too many.</summary>
    public required long DeadLettersDropped { get; init; }

    /// <summary>Compressed bytes that were sent.</summary>
    public required long BytesSent { get; init; }

    /// <summary>Events that wait to be sent again.</summary>
    public required int Waiting { get; init; }

    /// <summary>The address that is used.</summary>
    public required Uri Address { get; init; }

    /// <summary>When the server last took something; null for not yet.</summary>
    public required DateTimeOffset? LastSuccess { get; init; }

    /// <summary>When a request last failed; null for never.</summary>
    public required DateTimeOffset? LastFailure { get; init; }

    /// <summary>What that failure was, in one sentence.</summary>
    public required string? LastError { get; init; }

    /// <summary>What keeps events from being delivered now, in one sentence; null when nothing does.</summary>
    public required string? Problem { get; init; }
}
