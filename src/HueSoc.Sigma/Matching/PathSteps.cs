namespace HueSoc.Sigma.Matching;

/// <summary>
/// The steps from node to node of a <see cref="PathTree"/> by the keys of an event. Where a key, or one before it, was only found without its spaces,
/// the number of the node is shifted by the number of nodes.
/// </summary>
/// <param name="tree">The paths.</param>
/// <param name="dropSpaces">Whether a key that is not found is tried again without its spaces.</param>
internal sealed class PathSteps(PathTree tree, bool dropSpaces)
{
    private byte[] unescaped = new byte[256];
    private byte[] packed = new byte[256];

    /// <summary>The node whose children an object at a node has.</summary>
    public int Descent(int node) => node switch
    {
        PathTree.None => node,
        _ when node >= tree.NodeCount => tree.Descent(node - tree.NodeCount) + tree.NodeCount,
        _ => tree.Descent(node),
    };

    /// <summary>The node a key leads to; <see cref="PathTree.None"/> when there is none.</summary>
    /// <param name="node">The node of the object's members.</param>
    /// <param name="key">The key, unescaped.</param>
    public int Child(int node, ReadOnlySpan<byte> key)
    {
        int shift = node >= tree.NodeCount ? tree.NodeCount : 0;
        int child = tree.Child(node - shift, key);
        if (child == PathTree.None && dropSpaces && key.Contains((byte)' '))
        {
            child = tree.Child(node - shift, WithoutSpaces(key));
            if (child != PathTree.None)
                return child + tree.NodeCount;
        }

        if (child == PathTree.None)
            child = tree.Wildcard(node - shift);
        return child == PathTree.None ? child : child + shift;
    }

    /// <summary>The same for a key with escapes in it.</summary>
    public int EscapedChild(int node, ReadOnlySpan<byte> key)
    {
        if (unescaped.Length < key.Length)
            unescaped = new byte[key.Length * 2];
        return Child(node, unescaped.AsSpan(0, JsonText.Unescape(key, unescaped)));
    }

    private ReadOnlySpan<byte> WithoutSpaces(ReadOnlySpan<byte> key)
    {
        if (packed.Length < key.Length)
            packed = new byte[key.Length * 2];
        int length = 0;
        foreach (byte b in key)
        {
            if (b != ' ')
                packed[length++] = b;
        }

        return packed.AsSpan(0, length);
    }
}
