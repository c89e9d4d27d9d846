namespace HueSoc.Agent.Tests.Collectors.Files;

/// <summary>A file of the model.</summary>
internal sealed class WorldFile(string name, WorldContent content)
{
    public string Name { get; set; } = name;

    public WorldContent Content { get; set; } = content;

    /// <summary>Whether a collector saw it that remembers it.</summary>
    public bool Known { get; set; }

    /// <summary>Whether it was given another name since then.</summary>
    public bool Moved { get; set; }

    /// <summary>How many bytes of the content it has.</summary>
    public long Reach { get; set; }
}
