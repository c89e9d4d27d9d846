namespace HueSoc.Agent.Tests.Collectors.Files;

/// <summary>A file of the model.</summary>
internal sealed class WorldFile(string name, WorldContent content)
{
    public string Name { get; set; } = name;

    public WorldContent Content { get; set; } = content;

    /// <summary>How many bytes of the content it has.</summary>
    public long Reach { get; set; }
}
