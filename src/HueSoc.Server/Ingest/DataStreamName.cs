using System.Runtime.InteropServices;
using System.Text;

namespace HueSoc.Server.Ingest;

/// <summary>What the name of a data stream says, <c>logs-DATASET-NAMESPACE</c>: all that an index named by a client is good for.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DataStreamName(byte[] Dataset, byte[] Namespace)
{
    private const string Prefix = "logs-";
    private const int LongestPart = 100;

    /// <summary>Reads a name; null when it is no such one.</summary>
    public static DataStreamName? Read(string? index)
    {
        if (index is null || !index.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        int dash = index.IndexOf('-', Prefix.Length);
        if (dash <= Prefix.Length || dash == index.Length - 1)
            return null;
        string dataset = index[Prefix.Length..dash];
        string space = index[(dash + 1)..];
        if (dataset.Length > LongestPart || space.Length > LongestPart || !dataset.All(IsPlain) || !space.All(IsPlain))
            return null;
        return new DataStreamName(Encoding.ASCII.GetBytes(dataset), Encoding.ASCII.GetBytes(space));
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-';
}
