using System.IO.Compression;

namespace HueSoc.Detection.Alerts;

/// <summary>Events as they are kept with alerts: Brotli.</summary>
internal static class KeptDocument
{
    private const int Quality = 4;
    private const int Window = 18;

    /// <summary>What is kept of an event that was not in the store any more.</summary>
    public static readonly byte[] Gone = [];

    /// <summary>Compresses an event.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> document)
    {
        byte[] buffer = new byte[BrotliEncoder.GetMaxCompressedLength(document.Length)];
        return BrotliEncoder.TryCompress(document, buffer, out int written, Quality, Window)
            ? buffer[..written]
            : throw new InvalidOperationException("a buffer of the largest compressed length was too small");
    }

    /// <summary>The event again; null when it was gone.</summary>
    public static ReadOnlyMemory<byte>? Expand(byte[] kept)
    {
        if (kept.Length == 0)
            return null;
        using MemoryStream source = new(kept);
        using BrotliStream brotli = new(source, CompressionMode.Decompress);
        using MemoryStream document = new();
        brotli.CopyTo(document);
        return document.ToArray();
    }
}
