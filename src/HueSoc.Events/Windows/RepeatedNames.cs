using System.Numerics;

namespace HueSoc.Events.Windows;

/// <summary>Finds children of one parent that have the same name, so that they become one array. Linear however many there are.</summary>
internal sealed class RepeatedNames
{
    private int[] slots = new int[64];

    /// <summary>Links children with the same name, by <see cref="TreeNode.NextOfName"/>, and marks all but the first.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="members">The children that are members of the object, with their names set.</param>
    public void Link(EventTree tree, ReadOnlySpan<int> members)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, members.Length * 2));
        if (slots.Length < size || slots.Length > 1 << 16)
            slots = new int[size];
        Span<int> table = slots.AsSpan(0, size);
        table.Clear();
        foreach (int member in members)
        {
            ref TreeNode node = ref tree[member];
            node.NextOfName = -1;
            node.Repeats = false;
            ReadOnlySpan<byte> name = tree.Text(node.NameStart, node.NameLength);
            int slot = (int)Hash(name) & (size - 1);
            while (table[slot] != 0)
            {
                ref TreeNode other = ref tree[table[slot] - 1];
                if (tree.Text(other.NameStart, other.NameLength).SequenceEqual(name))
                    break;
                slot = (slot + 1) & (size - 1);
            }

            if (table[slot] == 0)
            {
                table[slot] = member + 1;
                node.LastChild = member;
                continue;
            }

            // The first one's LastChild, which is needed no more, holds the end of the chain.
            ref TreeNode first = ref tree[table[slot] - 1];
            tree[first.LastChild].NextOfName = member;
            first.LastChild = member;
            node.Repeats = true;
        }
    }

    private static uint Hash(ReadOnlySpan<byte> name)
    {
        // The ends and the length tell most names apart; what does not is compared.
        uint hash = 2166136261;
        foreach (byte b in name)
            hash = (hash ^ b) * 16777619;
        return hash ^ (hash >> 15);
    }
}
