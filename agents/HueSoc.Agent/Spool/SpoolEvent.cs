using HueSoc.Agent.Collectors;

namespace HueSoc.Agent.Spool;

/// <summary>An event on its way into the spool.</summary>
internal readonly ref struct SpoolEvent
{
    /// <summary>The id of the source it is from.</summary>
    public required string Source { get; init; }

    /// <summary>The source's generation.</summary>
    public required int Generation { get; init; }

    /// <summary>Where reading of the source goes on after it.</summary>
    public required SourcePosition After { get; init; }

    /// <summary>The event's id in ASCII, 1 to 512 bytes.</summary>
    public required ReadOnlySpan<byte> Id { get; init; }

    /// <summary>The data stream it goes to, as in <c>logs-system.auth-default</c>; 1 to 255 bytes.</summary>
    public required string DataStream { get; init; }

    /// <summary>The event: one line of JSON without its line end, at most <see cref="EventSpool.MaxDocumentBytes"/>.</summary>
    public required ReadOnlySpan<byte> Document { get; init; }
}
