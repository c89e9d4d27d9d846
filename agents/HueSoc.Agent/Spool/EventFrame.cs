using HueSoc.Agent.Collectors;

namespace HueSoc.Agent.Spool;

/// <summary>The frame of an event, as it is read.</summary>
internal readonly ref struct EventFrame
{
    private EventFrame(scoped ref PayloadReader reader)
    {
        Source = reader.Text();
        Generation = (int)reader.Number();
        After = ReadPosition(ref reader);
        Index = reader.Number();
        Id = reader.Bytes();
        DataStream = reader.Text();
        Document = reader.Bytes();
    }

    /// <summary>The source it is from.</summary>
    public string Source { get; }

    /// <summary>The source's generation.</summary>
    public int Generation { get; }

    /// <summary>Where reading goes on after it.</summary>
    public SourcePosition After { get; }

    /// <summary>How many events of its batch are before it.</summary>
    public long Index { get; }

    /// <summary>Its id.</summary>
    public ReadOnlySpan<byte> Id { get; }

    /// <summary>Where it goes to.</summary>
    public string DataStream { get; }

    /// <summary>The event.</summary>
    public ReadOnlySpan<byte> Document { get; }

    /// <summary>Writes the frame of an event.</summary>
    public static void Write(FrameWriter to, in SpoolEvent spooled, int index)
    {
        to.Begin(FrameKind.Event);
        to.Text(spooled.Source);
        to.Number(spooled.Generation);
        WritePosition(to, spooled.After);
        to.Number(index);
        to.Bytes(spooled.Id);
        to.Text(spooled.DataStream);
        to.Bytes(spooled.Document);
        to.End();
    }

    /// <summary>Reads the frame of an event.</summary>
    /// <returns>False when it is none.</returns>
    public static bool TryRead(ReadOnlySpan<byte> payload, FrameTexts? texts, out EventFrame frame)
    {
        PayloadReader reader = new(payload, texts);
        frame = default;
        if (reader.Kind != FrameKind.Event)
            return false;

        frame = new EventFrame(ref reader);
        return reader.IsRight && frame.Index >= 0;
    }

    /// <summary>Writes a position.</summary>
    public static void WritePosition(FrameWriter to, SourcePosition position)
    {
        to.Number(position.Offset);
        to.Optional(position.Cursor);
    }

    /// <summary>Reads a position.</summary>
    public static SourcePosition ReadPosition(scoped ref PayloadReader reader) => new(reader.Number(), reader.Optional());
}
