using System.Text;

namespace HueSoc.Agent.Tests.Collectors.Files;

/// <summary>What was written to a file from its beginning to its truncation, in the model.</summary>
internal sealed class WorldContent
{
    public StringBuilder Text { get; } = new();

    public List<(int Number, long Start)> Lines { get; } = [];

    /// <summary>The inode of the file it was written to.</summary>
    public required string Inode { get; init; }

    /// <summary>What its last line still lacks.</summary>
    public string Rest { get; set; } = string.Empty;

    /// <summary>How much of it a collector saw that remembers it.</summary>
    public long Polled { get; set; }
}
