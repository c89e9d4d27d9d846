namespace HueSoc.Events.Normalisers.Windows;

/// <summary>The row of the table for events of one source, channel and id, and where in events of one shape its sources stand.</summary>
internal sealed class KnownRow
{
    private readonly byte[] provider;
    private readonly byte[] channel;
    private readonly byte[] id;

    // What readings ask for by name, found once.
    private readonly List<(byte[] Name, int Place)> byName = [];

    /// <param name="provider">The name of the source as it stands between quotes; empty when it names none.</param>
    /// <param name="channel">The channel, likewise.</param>
    /// <param name="id">The id, likewise.</param>
    public KnownRow(ReadOnlySpan<byte> provider, ReadOnlySpan<byte> channel, ReadOnlySpan<byte> id)
    {
        this.provider = provider.ToArray();
        this.channel = channel.ToArray();
        this.id = id.ToArray();
        Row = WindowsEcs.Find(Text(provider), Text(channel), Text(id), out WindowsProvider? source);
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

    /// <summary>Where the scalar of a name that the program asks for stands on the tape; -1 when there is none.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">The event's own data, to look for it.</param>
    public int PlaceOf(ReadOnlySpan<byte> name, EventValues values)
    {
        foreach ((byte[] known, int place) in byName)
        {
            if (name.SequenceEqual(known))
                return place;
        }

        int found = values.Search(name);
        byName.Add((name.ToArray(), found));
        return found;
    }

    private static byte[] Text(ReadOnlySpan<byte> inner)
    {
        byte[] text = new byte[inner.Length];
        return text[..JsonStrings.Unescape(inner, text)];
    }
}
