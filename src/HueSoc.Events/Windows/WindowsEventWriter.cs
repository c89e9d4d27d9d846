using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Windows;

/// <summary>
/// Makes our layout of a Windows event, one line of UTF-8 JSON, from its XML: the calls of a parser, in the order of the
/// document. Names and values are UTF-8 as they mean, without XML's escapes. Used again for each event; not for several threads.
/// </summary>
/// <remarks>The fields are those of Winlogbeat; <c>src/decisions/0060-windows-layout.md</c> says where ours are others.</remarks>
internal sealed class WindowsEventWriter
{
    private readonly EventTree tree = new();
    private readonly SystemSection system = new();
    private readonly EventDataWriter data;
    private long recordId;
    private long fileTime;

    /// <summary>A writer.</summary>
    public WindowsEventWriter() => data = new EventDataWriter(tree);

    /// <summary>The tree that the calls fill; for a parser that writes values itself.</summary>
    internal EventTree Tree => tree;

    /// <summary>The EventRecordID of the event that was completed last: what it says, or else what <see cref="Begin"/> was told; below 0 when neither is a number.</summary>
    public long RecordId { get; private set; }

    /// <summary>Begins an event.</summary>
    /// <param name="recordId">The record's number, for an event that does not say it; below 0 when not known.</param>
    /// <param name="fileTime">When it was written, for an event that does not say when it happened: 100 ns since 1601, UTC; 0 when not known.</param>
    public void Begin(long recordId = -1, long fileTime = 0)
    {
        tree.Clear();
        this.recordId = recordId;
        this.fileTime = fileTime;
    }

    /// <summary>Begins an element. Past the bounds it and all in it are left out.</summary>
    public void StartElement(ReadOnlySpan<byte> name)
    {
        int start = tree.Bytes.Length;
        JsonStrings.Escape(tree.Bytes, name);
        tree.StartElement(start);
    }

    /// <summary>An attribute of the element that was begun last, before any text or element in it.</summary>
    public void Attribute(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        int start = tree.Bytes.Length;
        JsonStrings.Escape(tree.Bytes, name);
        tree.StartAttribute(start);
        JsonStrings.Escape(tree.Bytes, value);
        tree.EndAttribute();
    }

    /// <summary>Text in the element that is open. Line ends stay as they are.</summary>
    public void Text(ReadOnlySpan<byte> value)
    {
        int start = tree.BeginText();
        JsonStrings.Escape(tree.Bytes, value);
        tree.EndText(start);
    }

    /// <summary>Ends the element that is open.</summary>
    public void EndElement() => tree.EndElement();

    /// <summary>Writes the event.</summary>
    /// <param name="output">Where to; it is added at the end, without a line end.</param>
    /// <returns>False when there was no element, or too much for an event (32 levels, 262,144 nodes, 32 MiB): nothing is written then.</returns>
    public bool Complete(ByteSink output)
    {
        if (tree.Root < 0 || tree.Overflowed)
            return false;
        system.Clear(tree.Marks);
        int systemElement = -1;
        bool isEvent = tree.LocalName(tree.Root).SequenceEqual("Event"u8);
        for (int child = isEvent ? tree[tree.Root].FirstChild : -1; child >= 0 && systemElement < 0; child = tree[child].Next)
        {
            if (tree[child].Kind == TreeNodeKind.Element && tree.LocalName(child).SequenceEqual("System"u8))
                systemElement = child;
        }

        bool hasOthers = systemElement >= 0 && ReadSystem(systemElement);
        system.WriteHead(output, tree.Bytes, recordId, fileTime);
        if (hasOthers)
            data.WriteOthers(output, systemElement);
        if (isEvent)
            data.WriteSections(output, systemElement);
        else
            data.WriteUserData(output, tree.Root);
        system.WriteTail(output, tree.Bytes);
        if (isEvent)
            data.WriteMessage(output);
        output.Write((byte)'}');
        if (system.Refused)
            tree.Refuse();
        ReadOnlySpan<byte> id = system.Value(tree.Bytes, SystemField.RecordId);
        RecordId = tree.Marks && PlanMarks.Is(id, PlanMarks.Integer) ? PlanMarks.Index(id)
            : System.Buffers.Text.Utf8Parser.TryParse(id, out long number, out int used) && used == id.Length ? number : recordId;
        return true;
    }

    /// <summary>Begins something that is read apart from its event: a root of the event's name is open then.</summary>
    internal void BeginSections()
    {
        tree.Clear();
        StartElement("Event"u8);
    }

    /// <summary>Writes sections that were begun by <see cref="BeginSections"/>, as members of what is open.</summary>
    /// <returns>False when there was too much, or something that does not stay inside of what is open.</returns>
    internal bool CompleteSections(ByteSink output)
    {
        EndElement();
        if (tree.Overflowed)
            return false;
        data.WriteSections(output, -1);
        return !data.HasMessage;
    }

    // Elements and attributes that have no place are kept aside: their names begin with nothing then.
    private bool ReadSystem(int section)
    {
        bool hasOthers = false;
        for (int element = tree[section].FirstChild; element >= 0; element = tree[element].Next)
        {
            if (tree[element].Kind != TreeNodeKind.Element)
                continue;
            ReadOnlySpan<byte> name = tree.LocalName(element);
            bool isKnown = IsSystemElement(name);
            hasOthers |= !isKnown;
            if (!isKnown)
                continue;
            for (int attribute = tree[element].FirstChild; attribute >= 0; attribute = tree[attribute].Next)
            {
                ref TreeNode node = ref tree[attribute];
                if (node.Kind != TreeNodeKind.Attribute)
                    continue;
                SystemField field = SystemNames.OfAttribute(name, tree.LocalName(attribute));
                if (field != SystemField.None)
                    system.Offer(field, node.TextStart, node.TextLength);
            }

            SystemField own = SystemNames.OfElement(name);
            if (own == SystemField.None)
                continue;
            (int start, int length) = tree.TextOf(element);
            system.Offer(own, start, length);
        }

        return hasOthers;
    }

    /// <summary>Whether an element of the System section is one of the schema's.</summary>
    internal static bool IsSystemElement(ReadOnlySpan<byte> name) =>
        SystemNames.OfElement(name) != SystemField.None || name.SequenceEqual("Provider"u8) || name.SequenceEqual("TimeCreated"u8)
        || name.SequenceEqual("Correlation"u8) || name.SequenceEqual("Execution"u8) || name.SequenceEqual("Security"u8);
}
