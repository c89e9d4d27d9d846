using HueSoc.Events.Normalisers.Windows;

namespace HueSoc.Events.Normalisers.Ecs;

/// <summary>
/// What is found out about a Windows event by looking at its tape, but not at its texts. Where one writer makes many events that differ only in
/// their texts, it is found out once. For one thread.
/// </summary>
internal sealed class DocumentShape
{
    // One form of event has one id, or a few; somebody may have made one with any number of them.
    private const int MostRows = 16;
    private const int LongestNames = 512;

    private readonly List<KnownRow> rows = [];
    private byte[] rooms = [];

    /// <summary>Whether it is filled in.</summary>
    public bool IsKnown { get; set; }

    /// <summary>Where <c>event.created</c> stands on the tape; -1 when there is none.</summary>
    public int Created { get; set; }

    /// <summary>Where the members of <c>winlog</c> stand that are asked for.</summary>
    public int[] Members { get; set; } = [];

    /// <summary>What there is in the root.</summary>
    public EcsRoots Roots { get; } = new();

    /// <summary>What there is in the place of a field: a number of the asker's; 0 when that is not known yet.</summary>
    public ref byte RoomFor(EcsField field)
    {
        if (rooms.Length <= field.Place.Id)
            Array.Resize(ref rooms, Math.Max(field.Place.Id + 1, EcsPath.Numbered.Length));
        return ref rooms[field.Place.Id];
    }

    /// <summary>The row of the table for an event of this shape. Kept for the next one, unless there are many, or their names are long.</summary>
    /// <param name="provider">The name of its source; empty when it names none.</param>
    /// <param name="channel">Its channel.</param>
    /// <param name="id">Its id.</param>
    public KnownRow Row(ReadOnlySpan<byte> provider, ReadOnlySpan<byte> channel, ReadOnlySpan<byte> id)
    {
        foreach (KnownRow known in rows)
        {
            if (known.Is(provider, channel, id))
                return known;
        }

        KnownRow row = new(provider, channel, id);
        if (rows.Count < MostRows && provider.Length + channel.Length + id.Length <= LongestNames)
            rows.Add(row);
        return row;
    }
}
