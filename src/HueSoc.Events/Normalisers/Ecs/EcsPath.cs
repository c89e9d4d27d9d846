using System.Text;

namespace HueSoc.Events.Normalisers.Ecs;

/// <summary>A field's name, or the beginning of one up to a dot; each exists once, with a number, so that where it is need not be looked up by its name.</summary>
internal sealed class EcsPath
{
    private const int Padding = 32;

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, EcsPath> All = new(StringComparer.Ordinal);
    private static volatile EcsPath[] numbered = [];

    private EcsPath(int id, EcsPath? parent, string name)
    {
        Id = id;
        Parent = parent;
        Name = Encoding.UTF8.GetBytes(name);
        KeyLength = Name.Length + 4;
        Key = new byte[KeyLength + Padding];
        Encoding.UTF8.GetBytes($",\"{name}\":", Key);
    }

    /// <summary>All there are so far, by their numbers.</summary>
    public static ReadOnlySpan<EcsPath> Numbered => numbered;

    /// <summary>Its number, from 0.</summary>
    public int Id { get; }

    /// <summary>What it is in; null for the root.</summary>
    public EcsPath? Parent { get; }

    /// <summary>Its last part.</summary>
    public byte[] Name { get; }

    /// <summary>The same as it stands in JSON, with a comma before it, and room behind it for a copy that is longer.</summary>
    public byte[] Key { get; }

    /// <summary>How long it is there.</summary>
    public int KeyLength { get; }

    /// <summary>The path of a name. Names are those of the tables, never of a document.</summary>
    public static EcsPath Of(string path)
    {
        lock (Gate)
        {
            if (All.TryGetValue(path, out EcsPath? known))
                return known;
            int dot = path.LastIndexOf('.');
            EcsPath? parent = dot < 0 ? null : Of(path[..dot]);
            EcsPath made = new(All.Count, parent, path[(dot + 1)..]);
            All.Add(path, made);
            numbered = [.. numbered, made];
            return made;
        }
    }
}
