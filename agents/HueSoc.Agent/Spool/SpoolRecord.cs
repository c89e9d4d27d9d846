namespace HueSoc.Agent.Spool;

/// <summary>An event as it comes out of the spool. Its bytes are valid until the reader is asked for the next.</summary>
internal readonly ref struct SpoolRecord
{
    /// <summary>Where it is.</summary>
    public required SpoolPlace Place { get; init; }

    /// <summary>The event's id in ASCII.</summary>
    public required ReadOnlySpan<byte> Id { get; init; }

    /// <summary>The data stream it goes to; empty when it was read again by its place.</summary>
    public required string DataStream { get; init; }

    /// <summary>The event: one line of JSON without its line end.</summary>
    public required ReadOnlySpan<byte> Document { get; init; }
}
