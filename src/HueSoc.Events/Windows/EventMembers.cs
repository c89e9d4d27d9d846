using System.Runtime.InteropServices;
using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Windows;

/// <summary>Writes elements and attributes as the members of JSON objects. A name that repeats in one parent becomes an array.</summary>
/// <param name="tree">The tree they are in.</param>
internal sealed class EventMembers(EventTree tree)
{
    private readonly RepeatedNames repeated = new();
    private readonly List<int> members = [];

    /// <summary>How many were added and not taken away.</summary>
    public int Count => members.Count;

    /// <summary>Adds an element whose name is set.</summary>
    public void Add(int node) => members.Add(node);

    /// <summary>Takes away those from there on.</summary>
    public void RemoveFrom(int start) => members.RemoveRange(start, members.Count - start);

    /// <summary>Adds an element or attribute by its local name.</summary>
    public void AddMember(int node)
    {
        int local = tree.LocalName(node).Length;
        tree[node].NameStart += tree[node].NameLength - local;
        tree[node].NameLength = local;
        members.Add(node);
    }

    /// <summary>Adds all that is in an element.</summary>
    public void AddMembers(int element)
    {
        for (int child = tree[element].FirstChild; child >= 0; child = tree[child].Next)
        {
            if (tree[child].Kind != TreeNodeKind.Text && !(tree[child].Kind == TreeNodeKind.Attribute && tree.IsNamespace(child)))
                AddMember(child);
        }
    }

    /// <summary>Writes what an element has in it as an object.</summary>
    public void WriteObject(ByteSink output, int element)
    {
        int start = members.Count;
        AddMembers(element);
        WriteMembers(output, start, element);
    }

    /// <summary>Writes the members from there on as an object, which ends with the text of the element they are of.</summary>
    public void WriteMembers(ByteSink output, int start, int element)
    {
        output.Write((byte)'{');
        WriteRest(output, start, element);
    }

    /// <summary>The same, in an object that is open.</summary>
    public void WriteRest(ByteSink output, int start, int element)
    {
        WriteList(output, start, members.Count);
        members.RemoveRange(start, members.Count - start);
        if (element >= 0)
            WriteOwnText(output, element);
        output.Write((byte)'}');
    }

    /// <summary>Writes members; those with the same name as an array.</summary>
    public void WriteList(ByteSink output, int start, int end)
    {
        repeated.Link(tree, CollectionsMarshal.AsSpan(members)[start..end]);
        for (int i = start; i < end; i++)
        {
            int member = members[i];
            if (tree[member].Repeats)
                continue;
            Key(output, tree.Text(tree[member].NameStart, tree[member].NameLength));
            if (tree[member].NextOfName < 0)
            {
                WriteValue(output, member);
                continue;
            }

            output.Write((byte)'[');
            for (int same = member; same >= 0; same = tree[same].NextOfName)
            {
                if (same != member)
                    output.Write((byte)',');
                WriteValue(output, same);
            }

            output.Write((byte)']');
        }
    }

    /// <summary>Writes what an element or attribute says: an object, or a text.</summary>
    public void WriteValue(ByteSink output, int node)
    {
        if (HasMembers(node))
        {
            WriteObject(output, node);
            return;
        }

        (int start, int length) = tree.TextOf(node);
        WriteText(output, start, length);
    }

    /// <summary>Writes the text beside attributes or elements, unless it is only their indentation.</summary>
    public void WriteOwnText(ByteSink output, int element)
    {
        (int start, int length) = tree.TextOf(element);
        if (tree.Marks && PlanMarks.IndexOf(tree.Text(start, length)) >= 0)
            tree.Refuse();
        if (IsBlank(tree.Text(start, length)))
            return;
        Comma(output);
        output.Write((byte)'"');
        output.Write(tree.LocalName(element));
        output.Write("_value\":"u8);
        WriteText(output, start, length);
    }

    /// <summary>Writes a text of the tree.</summary>
    public void WriteText(ByteSink output, int start, int length)
    {
        output.Write((byte)'"');
        output.Write(tree.Text(start, length));
        output.Write((byte)'"');
    }

    /// <summary>Writes the name of a member.</summary>
    public static void Key(ByteSink output, ReadOnlySpan<byte> name)
    {
        Comma(output);
        output.Write((byte)'"');
        output.Write(name);
        output.Write("\":"u8);
    }

    /// <summary>Writes what stands between members.</summary>
    public static void Comma(ByteSink output)
    {
        if (output.Written[^1] != '{')
            output.Write((byte)',');
    }

    private bool HasMembers(int node)
    {
        if (tree[node].Kind == TreeNodeKind.Attribute)
            return false;
        for (int child = tree[node].FirstChild; child >= 0; child = tree[child].Next)
        {
            TreeNodeKind kind = tree[child].Kind;
            if (kind == TreeNodeKind.Element || (kind == TreeNodeKind.Attribute && !tree.IsNamespace(child)))
                return true;
        }

        return false;
    }

    // Spaces, tabs and line ends, these as they stand in JSON.
    private static bool IsBlank(ReadOnlySpan<byte> escaped)
    {
        while (!escaped.IsEmpty)
        {
            int length = escaped[0] == ' ' ? 1
                : escaped.StartsWith("\\n"u8) || escaped.StartsWith("\\r"u8) || escaped.StartsWith("\\t"u8) ? 2 : 0;
            if (length == 0)
                return false;
            escaped = escaped[length..];
        }

        return true;
    }
}
