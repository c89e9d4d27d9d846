using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Windows;

/// <summary>
/// Writes what stands beside the System section: EventData and UserData, what Windows adds to them, and anything else. A name
/// that repeats in one parent becomes an array.
/// </summary>
internal sealed class EventDataWriter(EventTree tree)
{
    private readonly EventMembers members = new(tree);
    private readonly List<int> unnamed = [];
    private int message;

    /// <summary>Writes all sections but System, as members of the object that is open.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="system">The System section; -1 when there is none.</param>
    public void WriteSections(ByteSink output, int system)
    {
        message = -1;
        members.RemoveFrom(0);
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
                members.AddMember(child);
                continue;
            }

            written |= bit;
            WriteSection(output, child, bit, key);
        }

        if (members.Count > start)
        {
            EventMembers.Key(output, "other"u8);
            members.WriteMembers(output, start, -1);
        }
    }

    /// <summary>Writes an element as the event's user data.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="first">The element whose name and members it is; -1 for none.</param>
    public void WriteUserData(ByteSink output, int first)
    {
        EventMembers.Key(output, "user_data"u8);
        output.Write((byte)'{');
        int start = members.Count;
        int own = -1;
        for (int node = first; node >= 0; node = tree[node].Next)
        {
            if (tree[node].Kind != TreeNodeKind.Element)
                continue;
            if (own >= 0)
            {
                members.AddMember(node);
                continue;
            }

            own = node;
            output.Write("\"xml_name\":\""u8);
            output.Write(tree.LocalName(node));
            output.Write((byte)'"');
            members.AddMembers(node);
        }

        members.WriteRest(output, start, own);
    }

    /// <summary>Writes those elements of the System section that the schema does not know.</summary>
    public void WriteOthers(ByteSink output, int system)
    {
        int start = members.Count;
        for (int child = tree[system].FirstChild; child >= 0; child = tree[child].Next)
        {
            if (tree[child].Kind == TreeNodeKind.Element && !WindowsEventWriter.IsSystemElement(tree.LocalName(child)))
                members.AddMember(child);
        }

        EventMembers.Key(output, "system"u8);
        members.WriteMembers(output, start, -1);
    }

    /// <summary>Whether Windows rendered a message.</summary>
    public bool HasMessage => message >= 0;

    /// <summary>Writes the message that Windows rendered, if it did, as a member of the event.</summary>
    public void WriteMessage(ByteSink output)
    {
        if (message < 0)
            return;
        (int start, int length) = tree.TextOf(message);
        EventMembers.Key(output, "message"u8);
        members.WriteText(output, start, length);
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
        EventMembers.Comma(output);
        output.Write((byte)'"');
        foreach (char c in key)
            output.Write((byte)c);
        output.Write("\":"u8);
        members.WriteObject(output, section);
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
                EventMembers.Key(output, "event_data_name"u8);
                members.WriteText(output, node.TextStart, node.TextLength);
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
                members.AddMember(child);
            }
        }

        EventMembers.Key(output, "event_data"u8);
        output.Write((byte)'{');
        int count = members.Count;
        members.WriteList(output, start, count);
        if (unnamed.Count > 0 && !namesData)
            WriteUnnamed(output);
        members.RemoveFrom(start);
        members.WriteOwnText(output, section);
        output.Write((byte)'}');
    }

    // Rules ask for "Data", whatever its place; param1, param2 … are for those who know the place.
    private void WriteUnnamed(ByteSink output)
    {
        EventMembers.Key(output, "Data"u8);
        if (unnamed.Count > 1)
            output.Write((byte)'[');
        for (int i = 0; i < unnamed.Count; i++)
        {
            if (i > 0)
                output.Write((byte)',');
            members.WriteValue(output, unnamed[i]);
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

    private int ChildNamed(int element, ReadOnlySpan<byte> name)
    {
        for (int child = tree[element].FirstChild; child >= 0; child = tree[child].Next)
        {
            if (tree[child].Kind == TreeNodeKind.Element && tree.LocalName(child).SequenceEqual(name))
                return child;
        }

        return -1;
    }
}
