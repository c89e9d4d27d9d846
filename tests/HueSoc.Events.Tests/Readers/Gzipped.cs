using System.IO.Compression;
using System.Text;

namespace HueSoc.Events.Tests.Readers;

/// <summary>Makes gzip data.</summary>
internal static class Gzipped
{
    public static byte[] Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static byte[] Of(byte[] bytes)
    {
        using MemoryStream target = new();
        using (GZipStream gzip = new(target, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        return target.ToArray();
    }
}
