using System.Runtime.InteropServices;

namespace HueSoc.Agent.Spool;

/// <summary>What the first frame of a segment says.</summary>
/// <param name="Number">The segment's number.</param>
/// <param name="Before">The number of the segment before it; those between are void.</param>
/// <param name="BeforeLength">How long that one is; what comes behind was never committed there.</param>
/// <param name="FirstOrdinal">The ordinal of its first event.</param>
/// <param name="Milliseconds">When it was begun, in Unix time.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SegmentHeader(long Number, long Before, long BeforeLength, long FirstOrdinal, long Milliseconds)
{
    private const long Version = 1;

    /// <summary>Writes it as a frame.</summary>
    public void Write(FrameWriter to)
    {
        to.Begin(FrameKind.Segment);
        to.Fixed(Version);
        to.Fixed(Number);
        to.Fixed(Before);
        to.Fixed(BeforeLength);
        to.Fixed(FirstOrdinal);
        to.Fixed(Milliseconds);
        to.End();
    }

    /// <summary>Reads it.</summary>
    public static SegmentHeader? Read(ReadOnlySpan<byte> payload)
    {
        PayloadReader reader = new(payload, texts: null);
        if (reader.Kind != FrameKind.Segment || reader.Fixed() != Version)
            return null;

        SegmentHeader header = new(reader.Fixed(), reader.Fixed(), reader.Fixed(), reader.Fixed(), reader.Fixed());
        return reader.IsRight ? header : null;
    }
}
