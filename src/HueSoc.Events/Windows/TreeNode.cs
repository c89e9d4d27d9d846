namespace HueSoc.Events.Windows;

/// <summary>What a node of an event's tree is.</summary>
#pragma warning disable MA0048 // The node and its kinds are one thing.
internal enum TreeNodeKind : byte
{
    /// <summary>An element; its attributes, texts and elements are its children, in their order.</summary>
    Element,

    /// <summary>An attribute with its value.</summary>
    Attribute,

    /// <summary>A piece of text between tags.</summary>
    Text,

    /// <summary>A section that is written later; only in an event with marks. Its text's start is the number of its value.</summary>
    Section,
}

/// <summary>One element, attribute or text. Names and texts are places in the tree's bytes, already escaped for JSON; links are numbers of nodes, -1 for none.</summary>
internal struct TreeNode
{
    public TreeNodeKind Kind;
    public int NameStart;
    public int NameLength;
    public int TextStart;
    public int TextLength;
    public int FirstChild;
    public int LastChild;
    public int Next;

    /// <summary>The next child of the same parent with the same name.</summary>
    public int NextOfName;

    /// <summary>Whether an earlier child of the same parent has this name.</summary>
    public bool Repeats;
}
