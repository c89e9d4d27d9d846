using System.Buffers;

namespace HueSoc.Cli.Output;

/// <summary>
/// Writes hits in one format. Each worker has a writer of its own and gives it the buffer of the batch at hand, so an
/// implementation may keep what it reuses but must not keep anything from one hit to the next.
/// </summary>
internal interface IMatchWriter
{
    /// <summary>Whether it writes <see cref="Hit.Fields"/>; they are only worked out if so.</summary>
    public bool WantsFields { get; }

    /// <summary>Writes what stands before the first hit.</summary>
    public void WriteHeader(IBufferWriter<byte> output);

    /// <summary>Writes one hit.</summary>
    public void Write(IBufferWriter<byte> output, Hit hit);
}
