using System.Runtime.InteropServices;

namespace HueSoc.Agent.Spool;

/// <summary>What the first frame of what was committed together says.</summary>
/// <param name="Number">Counts batches, also over restarts.</param>
/// <param name="FirstOrdinal">The ordinal of its first event.</param>
/// <param name="Bytes">How long it is, with this frame.</param>
/// <param name="Milliseconds">When it was committed, in Unix time.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BatchHeader(long Number, long FirstOrdinal, long Bytes, long Milliseconds)
{
    /// <summary>How long its frame is.</summary>
    public const int FrameBytes = Framing.Overhead + 1 + (4 * sizeof(long));

    /// <summary>Writes it as a frame.</summary>
    public void Write(FrameWriter to)
    {
        to.Begin(FrameKind.Batch);
        to.Fixed(Number);
        to.Fixed(FirstOrdinal);
        to.Fixed(Bytes);
        to.Fixed(Milliseconds);
        to.End();
    }

    /// <summary>Reads it.</summary>
    public static BatchHeader? Read(ReadOnlySpan<byte> payload)
    {
        PayloadReader reader = new(payload, texts: null);
        BatchHeader header = new(reader.Fixed(), reader.Fixed(), reader.Fixed(), reader.Fixed());
        return reader.Kind == FrameKind.Batch && reader.IsRight && header.Bytes >= FrameBytes ? header : null;
    }
}
