using System.Runtime.InteropServices;
using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Windows;

/// <summary>
/// Writes what stands beside the System section: EventData and UserData, what Windows adds to them, and anything else. A name
/// that repeats in one parent becomes an array.
/// </summary>
internal sealed class EventDataWriter(EventTree tree)
{
    private readonly RepeatedNames repeated = new();
    private readonly List<int> members = [];
    private readonly List<int> unnamed = [];
    private int message;

    /// <summary>Writes all sections but System, as members of the object that is open.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="system">The System section; -1 when there is none.</param>
    public void WriteSections(ByteSink output, int system)
    {
        message = -1;
        members.Clear();
        int written = 0;
        int start = members.Count;
        for (int child = tree[tree.Root].FirstChild; child >= 0; child = tree[child].Next)
        {
            if (tree[child].Kind == TreeNodeKind.Section)
            {
                // Later it begins with a comma, if there is anything in it; and it might be any of the others.
                if (written != 0 || members.Count > start || output.Written[^1] == '{')
                    tree.Refuse();
                written = -1;
                PlanMarks.Write(output, PlanMarks.Section, tree[child].TextStart);
                continue;
            }

            if (tree[child].Kind != TreeNodeKind.Element || child == system)
                continue;
            if (written == -1)
                tree.Refuse();
            (int bit, string key) = SectionOf(tree.LocalName(child));
            if (bit == 0 || (written & bit) != 0)
            {
                AddMember(child);
                continue;
            }

            written |= bit;
            WriteSection(output, child, bit, key);
        }

        if (members.Count > start)
        {
            Key(output, "other"u8);
            WriteMembers(output, start, -1);
        }
    }

    /// <summary>Writes an element as the event's user data.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="first">The element whose name and members it is; -1 for none.</param>
    public void WriteUserData(ByteSink output, int first)
    {
        Key(output, "user_data"u8);
        output.Write((byte)'{');
        int start = members.Count;
        int own = -1;
        for (int node = first; node >= 0; node = tree[node].Next)
        {
            if (tree[node].Kind != TreeNodeKind.Element)
                continue;
            if (own >= 0)
            {
                AddMember(node);
                continue;
            }

            own = node;
            output.Write("\"xml_name\":\""u8);
            output.Write(tree.LocalName(node));
            output.Write((byte)'"');
            AddMembers(node);
        }

        WriteRest(output, start, own);
    }

    /// <summary>Writes those elements of the System section that the schema does not know.</summary>
    public void WriteOthers(ByteSink output, int system)
    {
        int start = members.Count;
        for (int child = tree[system].FirstChild; child >= 0; child = tree[child].Next)
        {
            if (tree[child].Kind == TreeNodeKind.Element && !WindowsEventWriter.IsSystemElement(tree.LocalName(child)))
                AddMember(child);
        }

        Key(output, "system"u8);
        WriteMembers(output, start, -1);
    }

    /// <summary>Whether Windows rendered a message.</summary>
    public bool HasMessage => message >= 0;

    /// <summary>Writes the message that Windows rendered, if it did, as a member of the event.</summary>
    public void WriteMessage(ByteSink output)
    {
        if (message < 0)
            return;
        (int start, int length) = tree.TextOf(message);
        Key(output, "message"u8);
        WriteText(output, start, length);
    }

    private static (int Bit, string Key) SectionOf(ReadOnlySpan<byte> name) => name.Length switch
    {
        9 when name.SequenceEqual("EventData"u8) => (1, "event_data"),
        8 when name.SequenceEqual("UserData"u8) => (2, "user_data"),
        13 when name.SequenceEqual("RenderingInfo"u8) => (4, "rendering_info"),
        19 when name.SequenceEqual("ProcessingErrorData"u8) => (8, "processing_error_data"),
        9 when name.SequenceEqual("DebugData"u8) => (16, "debug_data"),
        15 when name.SequenceEqual("BinaryEventData"u8) => (32, "binary_event_data"),
        _ => (0, string.Empty),
    };

    private void WriteSection(ByteSink output, int section, int bit, string key)
    {
        if (bit == 1)
        {
            WriteEventData(output, section);
            return;
        }

        if (bit == 2)
        {
            WriteUserData(output, tree[section].FirstChild);
            return;
        }

        if (bit == 4)
            message = ChildNamed(section, "Message"u8);
        Comma(output);
        output.Write((byte)'"');
        foreach (char c in key)
            output.Write((byte)c);
        output.Write("\":"u8);
        WriteObject(output, section);
    }

    private void WriteEventData(ByteSink output, int section)
    {
        int start = members.Count;
        unnamed.Clear();
        bool namesData = false;
        for (int child = tree[section].FirstChild; child >= 0; child = tree[child].Next)
        {
            ref TreeNode node = ref tree[child];
            if (node.Kind == TreeNodeKind.Attribute && tree.LocalName(child).SequenceEqual("Name"u8))
            {
                Key(output, "event_data_name"u8);
                WriteText(output, node.TextStart, node.TextLength);
            }

            if (node.Kind != TreeNodeKind.Element)
                continue;
            ReadOnlySpan<byte> name = tree.LocalName(child);
            if (name.SequenceEqual("Data"u8) || name.SequenceEqual("ComplexData"u8))
            {
                NameData(child);
                namesData |= tree.Text(node.NameStart, node.NameLength).SequenceEqual("Data"u8);
                members.Add(child);
            }
            else
            {
                AddMember(child);
            }
        }

        Key(output, "event_data"u8);
        output.Write((byte)'{');
        int count = members.Count;
        WriteList(output, start, count);
        if (unnamed.Count > 0 && !namesData)
            WriteUnnamed(output);
        members.RemoveRange(start, members.Count - start);
        WriteOwnText(output, section);
        output.Write((byte)'}');
    }

    // Rules ask for "Data", whatever its place; param1, param2 … are for those who know the place.
    private void WriteUnnamed(ByteSink output)
    {
        Key(output, "Data"u8);
        if (unnamed.Count > 1)
            output.Write((byte)'[');
        for (int i = 0; i < unnamed.Count; i++)
        {
            if (i > 0)
                output.Write((byte)',');
            WriteValue(output, unnamed[i]);
        }

        if (unnamed.Count > 1)
            output.Write((byte)']');
    }

    // Gives a Data element the name that its attribute says, or its number among those without a name, and takes its attributes away.
    private void NameData(int element)
    {
        int named = -1;
        int child = tree[element].FirstChild;
        while (child >= 0 && tree[child].Kind == TreeNodeKind.Attribute)
        {
            if (tree.LocalName(child).SequenceEqual("Name"u8) && tree[child].TextLength > 0)
                named = child;
            child = tree[child].Next;
        }

        tree[element].FirstChild = child;
        if (named >= 0)
        {
            if (tree.Marks && PlanMarks.IndexOf(tree.Text(tree[named].TextStart, tree[named].TextLength)) >= 0)
                tree.Refuse();
            (tree[element].NameStart, tree[element].NameLength) = (tree[named].TextStart, tree[named].TextLength);
            return;
        }

        unnamed.Add(element);
        int start = tree.Bytes.Length;
        tree.Bytes.Write("param"u8);
        System.Buffers.Text.Utf8Formatter.TryFormat(unnamed.Count, tree.Bytes.Reserve(11), out int written);
        tree.Bytes.Advance(written);
        (tree[element].NameStart, tree[element].NameLength) = (start, tree.Bytes.Length - start);
    }

    private void WriteObject(ByteSink output, int element)
    {
        int start = members.Count;
        AddMembers(element);
        WriteMembers(output, start, element);
    }

    private void WriteMembers(ByteSink output, int start, int element)
    {
        output.Write((byte)'{');
        WriteRest(output, start, element);
    }

    // The members from there on, then the text of the element they are of, then the closing brace.
    private void WriteRest(ByteSink output, int start, int element)
    {
        WriteList(output, start, members.Count);
        members.RemoveRange(start, members.Count - start);
        if (element >= 0)
            WriteOwnText(output, element);
        output.Write((byte)'}');
    }

    private void WriteList(ByteSink output, int start, int end)
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

    private void WriteValue(ByteSink output, int node)
    {
        if (HasMembers(node))
        {
            WriteObject(output, node);
            return;
        }

        (int start, int length) = tree.TextOf(node);
        WriteText(output, start, length);
    }

    // Text beside attributes or elements, unless it is only their indentation.
    private void WriteOwnText(ByteSink output, int element)
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

    private void WriteText(ByteSink output, int start, int length)
    {
        output.Write((byte)'"');
        output.Write(tree.Text(start, length));
        output.Write((byte)'"');
    }

    private void AddMembers(int element)
    {
        for (int child = tree[element].FirstChild; child >= 0; child = tree[child].Next)
        {
            if (tree[child].Kind != TreeNodeKind.Text && !(tree[child].Kind == TreeNodeKind.Attribute && tree.IsNamespace(child)))
                AddMember(child);
        }
    }

    private void AddMember(int node)
    {
        int local = tree.LocalName(node).Length;
        tree[node].NameStart += tree[node].NameLength - local;
        tree[node].NameLength = local;
        members.Add(node);
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

    private int ChildNamed(int element, ReadOnlySpan<byte> name)
    {
        for (int child = tree[element].FirstChild; child >= 0; child = tree[child].Next)
        {
            if (tree[child].Kind == TreeNodeKind.Element && tree.LocalName(child).SequenceEqual(name))
                return child;
        }

        return -1;
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

    private static void Key(ByteSink output, ReadOnlySpan<byte> name)
    {
        Comma(output);
        output.Write((byte)'"');
        output.Write(name);
        output.Write("\":"u8);
    }

    private static void Comma(ByteSink output)
    {
        if (output.Written[^1] != '{')
            output.Write((byte)',');
    }
}
