using System.IO.Compression;
using System.Text;

namespace HueSoc.Server.Tests.Ingest;

/// <summary>Bodies of requests.</summary>
internal static class Bodies
{
    public static byte[] Gzip(ReadOnlySpan<byte> plain)
    {
        using MemoryStream target = new();
        using (GZipStream gzip = new(target, CompressionLevel.Fastest))
            gzip.Write(plain);
        return target.ToArray();
    }

    /// <summary>So many creates with ids from a prefix and a number.</summary>
    public static string Creates(int count, string prefix = "e")
    {
        StringBuilder body = new();
        for (int i = 0; i < count; i++)
            body.Append("{\"create\":{\"_id\":\"").Append(prefix).Append(i).Append("\"}}\n{\"@timestamp\":\"2026-03-01T00:00:00Z\",\"n\":").Append(i).Append("}\n");
        return body.ToString();
    }
}
