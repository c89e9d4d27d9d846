using System.Text;

namespace HueSoc.Agent.Intake;

/// <summary>The data streams that events go to, <c>logs-DATASET-default</c>, each made once.</summary>
internal sealed class DataStreamNames
{
    private const int LongestDataset = 100;

    // Datasets come from configurations and formats, not from logs; should that ever change, this stays small.
    private const int MostKept = 256;

    private readonly List<(byte[] Dataset, string Stream)> known = [];

    /// <summary>The data stream of a dataset. What may not stand in such a name becomes <c>_</c>.</summary>
    public string Of(ReadOnlySpan<byte> dataset)
    {
        for (int i = 0; i < known.Count; i++)
        {
            if (dataset.SequenceEqual(known[i].Dataset))
                return known[i].Stream;
        }

        string stream = $"logs-{Plain(dataset)}-default";
        if (known.Count < MostKept)
            known.Add((dataset.ToArray(), stream));
        return stream;
    }

    private static string Plain(ReadOnlySpan<byte> dataset)
    {
        StringBuilder plain = new(LongestDataset);
        foreach (byte b in dataset[..Math.Min(dataset.Length, LongestDataset)])
        {
            char c = char.ToLowerInvariant((char)b);
            plain.Append(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' ? c : '_');
        }

        return plain.Length == 0 ? "generic" : plain.ToString();
    }
}
