namespace HueSoc.Agent.Spool;

/// <summary>A segment's file. What may change is guarded by the spool.</summary>
internal sealed class Segment(long number, string path)
{
    private const string Extension = ".segment";

    /// <summary>Its number; segments follow each other by it.</summary>
    public long Number { get; } = number;

    /// <summary>Its file.</summary>
    public string Path { get; } = path;

    /// <summary>How many of its bytes are committed.</summary>
    public long Length { get; set; }

    /// <summary>What its first frame says; null when that cannot be read.</summary>
    public SegmentHeader? Header { get; set; }

    /// <summary>The ordinal after its last event, or a larger one.</summary>
    public long EndOrdinal { get; set; }

    /// <summary>Whether nothing more will be written to it.</summary>
    public bool IsSealed { get; set; }

    /// <summary>The path of a segment's file.</summary>
    public static string PathOf(string folder, long number) => System.IO.Path.Combine(folder, number.ToString("x16") + Extension);

    /// <summary>The segments whose files are in a folder, in their order.</summary>
    public static List<Segment> In(string folder)
    {
        List<Segment> segments = [];
        foreach (string path in Directory.EnumerateFiles(folder, "*" + Extension))
        {
            ReadOnlySpan<char> name = System.IO.Path.GetFileNameWithoutExtension(path.AsSpan());
            if (name.Length == 16 && long.TryParse(name, System.Globalization.NumberStyles.AllowHexSpecifier, provider: null, out long number) && number > 0)
                segments.Add(new Segment(number, path));
        }

        segments.Sort(static (left, right) => left.Number.CompareTo(right.Number));
        return segments;
    }
}
