using HueSoc.Agent.Collectors;

namespace HueSoc.Agent.Spool;

/// <summary>The frames of sources: what is kept of one, and that one is forgotten.</summary>
internal static class StateFrame
{
    /// <summary>Writes what is kept of a source.</summary>
    public static void Write(FrameWriter to, SourceState state)
    {
        to.Begin(FrameKind.State);
        to.Text(state.Source);
        to.Number(state.Generation);
        EventFrame.WritePosition(to, state.Position);
        to.Bytes(state.Details.Span);
        to.End();
    }

    /// <summary>Writes that a source is forgotten.</summary>
    public static void WriteForget(FrameWriter to, string source)
    {
        to.Begin(FrameKind.Forget);
        to.Text(source);
        to.End();
    }

    /// <summary>Reads what is kept of a source.</summary>
    public static SourceState? Read(ReadOnlySpan<byte> payload, FrameTexts texts)
    {
        PayloadReader reader = new(payload, texts);
        string source = reader.Text();
        int generation = (int)reader.Number();
        SourcePosition position = EventFrame.ReadPosition(ref reader);
        ReadOnlySpan<byte> details = reader.Bytes();
        return reader.Kind == FrameKind.State && reader.IsRight ? new SourceState(source, generation, position, details.ToArray()) : null;
    }

    /// <summary>Reads which source is forgotten.</summary>
    public static string? ReadForget(ReadOnlySpan<byte> payload, FrameTexts texts)
    {
        PayloadReader reader = new(payload, texts);
        string source = reader.Text();
        return reader.Kind == FrameKind.Forget && reader.IsRight ? source : null;
    }
}
