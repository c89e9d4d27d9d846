namespace HueSoc.Events.Normalisers.Windows;

/// <summary>The row of the table for events of one source, channel and id, and where in events of one shape its sources stand.</summary>
internal sealed class KnownRow
{
    private readonly byte[] provider;
    private readonly byte[] channel;
    private readonly byte[] id;

    /// <param name="provider">The name of the source; empty when it names none.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="id">The id.</param>
    public KnownRow(ReadOnlySpan<byte> provider, ReadOnlySpan<byte> channel, ReadOnlySpan<byte> id)
    {
        this.provider = provider.ToArray();
        this.channel = channel.ToArray();
        this.id = id.ToArray();
        Row = WindowsEcs.Find(provider, channel, id, out WindowsProvider? source);
        Source = source;
    }

    /// <summary>The source; null when the table has none of that name.</summary>
    public WindowsProvider? Source { get; }

    /// <summary>The row; null when the table has none.</summary>
    public WindowsEvent? Row { get; }

    /// <summary>Where the sources of the row stand on the tape; null while that is not known.</summary>
    public int[]? Places { get; set; }

    /// <summary>Whether it is that of an event.</summary>
    public bool Is(ReadOnlySpan<byte> provider, ReadOnlySpan<byte> channel, ReadOnlySpan<byte> id) =>
        id.SequenceEqual(this.id) && provider.SequenceEqual(this.provider) && channel.SequenceEqual(this.channel);
}
