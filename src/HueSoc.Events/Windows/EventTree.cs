using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Windows;

/// <summary>
/// The XML of one event as a flat tree that is used again for the next. Bounded in depth, nodes and bytes: what goes beyond is
/// left out and <see cref="Overflowed"/> says so.
/// </summary>
internal sealed class EventTree
{
    private const int MaxDepth = 32;
    private const int MaxNodes = 1 << 18;
    private const int MaxBytes = 32 << 20;
    private const int KeptBytes = 1 << 20;
    private const int KeptNodes = 1 << 14;

    private readonly int[] open = new int[MaxDepth];
    private TreeNode[] nodes = new TreeNode[256];
    private int depth;
    private int pastDepth;
    private int attributeName;
    private int attributeNameLength;
    private int attributeText = -1;

    /// <summary>Names and texts, escaped for the inside of JSON strings. Text of the element or attribute that is open may be written to it directly, between <see cref="BeginText"/> and <see cref="EndText"/>.</summary>
    public ByteSink Bytes { get; } = new(KeptBytes);

    /// <summary>How many nodes there are.</summary>
    public int Count { get; private set; }

    /// <summary>The first root element; -1 when there is none.</summary>
    public int Root { get; private set; } = -1;

    /// <summary>Whether something had to be left out because there was too much.</summary>
    public bool Overflowed { get; private set; }

    /// <summary>Whether values are marks (<see cref="PlanMarks"/>); set for one event at a time.</summary>
    public bool Marks { get; set; }

    /// <summary>Whether, with <see cref="Marks"/>, the form of the event depends on a value that is only marked.</summary>
    public bool Refused { get; private set; }

    /// <summary>Whether there is a section that is written later.</summary>
    public bool HasSection { get; private set; }

    /// <summary>Whether an attribute is open.</summary>
    public bool IsInAttribute => attributeText >= 0;

    /// <summary>A node.</summary>
    public ref TreeNode this[int node] => ref nodes[node];

    /// <summary>Begins the next event.</summary>
    public void Clear()
    {
        Bytes.Clear();
        if (nodes.Length > KeptNodes)
            nodes = new TreeNode[256];
        Count = 0;
        Root = -1;
        depth = 0;
        pastDepth = 0;
        attributeText = -1;
        Overflowed = false;
        Marks = false;
        Refused = false;
        HasSection = false;
    }

    /// <summary>Notes that the form of the event depends on a value.</summary>
    public void Refuse() => Refused = true;

    /// <summary>Begins an element inside of the one that is open.</summary>
    /// <param name="nameStart">Where its name, just written to <see cref="Bytes"/>, begins.</param>
    public void StartElement(int nameStart)
    {
        if (pastDepth > 0 || depth == MaxDepth || (depth == 0 && Root >= 0))
        {
            pastDepth++;
            Overflowed = true;
            return;
        }

        int node = Add(TreeNodeKind.Element, nameStart, Bytes.Length - nameStart, 0, 0);
        if (node < 0)
        {
            pastDepth++;
            return;
        }

        if (depth == 0)
            Root = node;
        open[depth++] = node;
    }

    /// <summary>Ends the element that is open.</summary>
    public void EndElement()
    {
        if (pastDepth > 0)
            pastDepth--;
        else if (depth > 0)
            depth--;
    }

    /// <summary>Ends the element that is open and takes it away.</summary>
    public void DropElement()
    {
        if (pastDepth == 0 && depth > 0)
        {
            // A text of nothing.
            ref TreeNode node = ref nodes[open[depth - 1]];
            node.Kind = TreeNodeKind.Text;
            node.TextLength = 0;
        }

        EndElement();
    }

    /// <summary>Adds a section that is written later, to the root that is open.</summary>
    /// <returns>False anywhere else.</returns>
    public bool TryAddSection(int index)
    {
        HasSection = depth == 1 && pastDepth == 0 && index <= PlanMarks.MaxIndex && Add(TreeNodeKind.Section, 0, 0, index, 0) >= 0;
        return HasSection;
    }

    /// <summary>Begins an element of the same name and attributes as the last one that ended, beside it.</summary>
    public void RepeatElement()
    {
        int like = pastDepth > 0 || depth == 0 ? -1 : nodes[open[depth - 1]].LastChild;
        if (like < 0 || depth == MaxDepth)
        {
            pastDepth++;
            Overflowed = true;
            return;
        }

        int node = Add(TreeNodeKind.Element, nodes[like].NameStart, nodes[like].NameLength, 0, 0);
        if (node < 0)
        {
            pastDepth++;
            return;
        }

        open[depth++] = node;
        for (int child = nodes[like].FirstChild; child >= 0; child = nodes[child].Next)
        {
            TreeNode attribute = nodes[child];
            if (attribute.Kind == TreeNodeKind.Attribute)
                Add(TreeNodeKind.Attribute, attribute.NameStart, attribute.NameLength, attribute.TextStart, attribute.TextLength);
        }
    }

    /// <summary>Begins an attribute of the element that is open; texts are its value until it ends.</summary>
    /// <param name="nameStart">Where its name, just written to <see cref="Bytes"/>, begins.</param>
    public void StartAttribute(int nameStart)
    {
        attributeName = nameStart;
        attributeNameLength = Bytes.Length - nameStart;
        attributeText = Bytes.Length;
    }

    /// <summary>Ends the attribute.</summary>
    /// <param name="keep">False to leave it out.</param>
    public void EndAttribute(bool keep = true)
    {
        if (keep && pastDepth == 0 && depth > 0)
            Add(TreeNodeKind.Attribute, attributeName, attributeNameLength, attributeText, Bytes.Length - attributeText);
        attributeText = -1;
    }

    /// <summary>Where text that is about to be written to <see cref="Bytes"/> begins.</summary>
    public int BeginText() => Bytes.Length;

    /// <summary>Makes what was written to <see cref="Bytes"/> text of the element or attribute that is open.</summary>
    /// <param name="start">Where it begins.</param>
    public void EndText(int start)
    {
        if (attributeText < 0 && pastDepth == 0 && depth > 0 && Bytes.Length > start)
            Add(TreeNodeKind.Text, 0, 0, start, Bytes.Length - start);
    }

    /// <summary>The text directly inside of an element, or an attribute's value.</summary>
    public (int Start, int Length) TextOf(int node)
    {
        ref TreeNode element = ref nodes[node];
        if (element.Kind != TreeNodeKind.Element)
            return (element.TextStart, element.TextLength);
        int first = NextText(element.FirstChild);
        if (first < 0)
            return (0, 0);
        int more = NextText(nodes[first].Next);
        if (more < 0)
            return (nodes[first].TextStart, nodes[first].TextLength);

        // Several pieces: they are put together at the end.
        int start = Bytes.Length;
        for (int piece = first; piece >= 0; piece = NextText(nodes[piece].Next))
            Bytes.WriteOwn(nodes[piece].TextStart, nodes[piece].TextLength);
        return (start, Bytes.Length - start);
    }

    /// <summary>A name or text.</summary>
    public ReadOnlySpan<byte> Text(int start, int length) => Bytes.Slice(start, length);

    /// <summary>A node's name without the prefix of its namespace.</summary>
    public ReadOnlySpan<byte> LocalName(int node)
    {
        ReadOnlySpan<byte> name = Bytes.Slice(nodes[node].NameStart, nodes[node].NameLength);
        return name[(name.IndexOf((byte)':') + 1)..];
    }

    /// <summary>Whether an attribute declares a namespace.</summary>
    public bool IsNamespace(int node)
    {
        ReadOnlySpan<byte> name = Bytes.Slice(nodes[node].NameStart, nodes[node].NameLength);
        return name.StartsWith("xmlns"u8) && (name.Length == 5 || name[5] == ':');
    }

    private int NextText(int node)
    {
        while (node >= 0 && nodes[node].Kind != TreeNodeKind.Text)
            node = nodes[node].Next;
        return node;
    }

    private int Add(TreeNodeKind kind, int nameStart, int nameLength, int textStart, int textLength)
    {
        if (Count == MaxNodes || Bytes.Length > MaxBytes)
        {
            Overflowed = true;
            return -1;
        }

        if (Count == nodes.Length)
            Array.Resize(ref nodes, nodes.Length * 2);
        int node = Count++;
        nodes[node] = new TreeNode
        {
            Kind = kind,
            NameStart = nameStart,
            NameLength = nameLength,
            TextStart = textStart,
            TextLength = textLength,
            FirstChild = -1,
            LastChild = -1,
            Next = -1,
            NextOfName = -1,
        };
        if (depth > 0)
        {
            ref TreeNode parent = ref nodes[open[depth - 1]];
            if (parent.FirstChild < 0)
                parent.FirstChild = node;
            else
                nodes[parent.LastChild].Next = node;
            parent.LastChild = node;
        }

        return node;
    }
}
