using System.Buffers.Binary;
using HueSoc.Events.Windows;

namespace HueSoc.Events.Evtx;

/// <summary>
/// Reads binary XML ([MS-EVEN6] 2.2.12) into an event's tree. Nothing in it is trusted: every offset and size is checked, nesting
/// is bounded, and so is the work, since a template that is stored once can be used by every record of a chunk.
/// </summary>
internal sealed class BinXmlReader
{
    private const int MaxDepth = 40;
    private readonly EventTree tree;
    private readonly BinXmlParts parts = new();
    private readonly BinXmlValues texts;
    private readonly ValueStack values = new();
    private int depth;

    /// <param name="tree">The tree.</param>
    public BinXmlReader(EventTree tree)
    {
        this.tree = tree;
        texts = new BinXmlValues(tree, parts);
    }

    /// <summary>The work that may still be done: about one for a token and one for sixteen bytes of text.</summary>
    public int Budget
    {
        get => parts.Budget;
        set => parts.Budget = value;
    }

    /// <summary>What is wrong, after a reading that failed.</summary>
    public string Fault => parts.Fault;

    /// <summary>Reads a fragment into the tree.</summary>
    /// <param name="chunk">The chunk, whole.</param>
    /// <param name="start">Where the fragment begins.</param>
    /// <param name="end">Where it ends at the latest.</param>
    /// <param name="dependencies">Whether its elements are expected to have dependency ids.</param>
    /// <returns>False when it cannot be read; <see cref="Fault"/> says why.</returns>
    public bool TryRead(ReadOnlySpan<byte> chunk, int start, int end, bool dependencies)
    {
        values.Pop(0);
        depth = 0;
        return Fragment(chunk, start, end, new Scope(0, 0, dependencies));
    }

    private bool Fragment(ReadOnlySpan<byte> chunk, int at, int end, Scope scope)
    {
        if (++depth > MaxDepth)
            return Fail("it is nested too deeply");
        bool good = Content(chunk, ref at, end, scope, isElement: false);
        depth--;
        return good;
    }

    // What is between tags, up to the end of the element or fragment.
    private bool Content(ReadOnlySpan<byte> chunk, ref int at, int end, Scope scope, bool isElement)
    {
        while (at < end)
        {
            if (--Budget < 0)
                return Fail("it takes too much work");
            byte token = chunk[at];
            bool good;
            switch (BinXmlToken.Kind(token))
            {
                case BinXmlToken.EndElement when isElement:
                    at++;
                    return true;
                case BinXmlToken.EndOfFragment:
                    at++;
                    return !isElement || Fail("an element does not end");
                case BinXmlToken.FragmentHeader:
                    at += 4;
                    good = true;
                    break;
                case BinXmlToken.OpenElement:
                    good = Element(chunk, ref at, end, scope);
                    break;
                case BinXmlToken.TemplateInstance:
                    good = Instance(chunk, ref at, end);
                    break;
                case BinXmlToken.InstructionTarget:
                    good = parts.TryName(chunk, at + 1, end, out _, out at);
                    break;
                case BinXmlToken.InstructionData:
                    good = parts.TryCounted(chunk, at + 1, end, out _, out at);
                    break;
                default:
                    good = Text(chunk, ref at, end, scope, out bool isText, out _) && (isText || Fail("there is an unknown token in it"));
                    break;
            }

            if (!good)
                return false;
        }

        return !isElement || Fail("an element does not end");
    }

    private bool Element(ReadOnlySpan<byte> chunk, ref int at, int end, Scope scope)
    {
        if (++depth > MaxDepth)
            return Fail("it is nested too deeply");
        bool hasAttributes = (chunk[at] & BinXmlToken.More) != 0;
        if (!parts.TryHead(chunk, at + 1, end, scope.Dependencies, out int dependency, out ReadOnlySpan<byte> name, out at))
            return false;
        int start = tree.Bytes.Length;
        EvtxText.Write(tree.Bytes, name);
        tree.StartElement(start);
        if (hasAttributes)
            at += 4;
        while (at < end && BinXmlToken.Kind(chunk[at]) == BinXmlToken.Attribute)
        {
            if (!Attribute(chunk, ref at, end, scope))
                return false;
        }

        if (at >= end)
            return Fail("an element does not end");
        bool drop = dependency != BinXmlParts.NotDependent && IsNull(scope, dependency);
        byte token = BinXmlToken.Kind(chunk[at++]);
        if (token == BinXmlToken.CloseStart)
        {
            if (!IsSoleValue(chunk, at, end, scope, out ValueSlot slot, out bool isOptional))
            {
                if (!Content(chunk, ref at, end, scope, isElement: true))
                    return false;
            }
            else
            {
                at += 5;
                drop |= isOptional && slot.Type == EvtxValue.Null;
                if (!drop)
                    texts.WriteContent(chunk, values, scope.First, slot);
            }
        }
        else if (token != BinXmlToken.CloseEmpty)
        {
            return Fail("an element's start does not end");
        }

        if (drop)
            tree.DropElement();
        else
            tree.EndElement();
        depth--;
        return true;
    }

    // Whether an element's content is one substitution and nothing else, and not XML.
    private bool IsSoleValue(ReadOnlySpan<byte> chunk, int at, int end, Scope scope, out ValueSlot slot, out bool isOptional)
    {
        slot = default;
        isOptional = false;
        if (end - at < 5 || chunk[at + 4] != BinXmlToken.EndElement)
            return false;
        isOptional = chunk[at] == BinXmlToken.OptionalSubstitution;
        if (!isOptional && chunk[at] != BinXmlToken.Substitution)
            return false;
        slot = Slot(scope, BinaryPrimitives.ReadUInt16LittleEndian(chunk[(at + 1)..]));
        return slot.Type != EvtxValue.BinXml;
    }

    private bool Attribute(ReadOnlySpan<byte> chunk, ref int at, int end, Scope scope)
    {
        if (!parts.TryName(chunk, at + 1, end, out ReadOnlySpan<byte> name, out at))
            return false;
        int start = tree.Bytes.Length;
        EvtxText.Write(tree.Bytes, name);
        tree.StartAttribute(start);
        bool keep = true;
        while (at < end)
        {
            if (!Text(chunk, ref at, end, scope, out bool isText, out bool isAbsent))
                return false;
            if (!isText)
                break;
            keep &= !isAbsent;
        }

        tree.EndAttribute(keep);
        return true;
    }

    // One token of text, if it is one. An optional substitution without a value is absent.
    private bool Text(ReadOnlySpan<byte> chunk, ref int at, int end, Scope scope, out bool isText, out bool isAbsent)
    {
        isText = true;
        isAbsent = false;
        ReadOnlySpan<byte> characters;
        if (--Budget < 0)
            return Fail("it takes too much work");
        switch (BinXmlToken.Kind(chunk[at]))
        {
            case BinXmlToken.Value:
                return texts.TryWriteLiteral(chunk, ref at, end);
            case BinXmlToken.CData:
                if (!parts.TryCounted(chunk, at + 1, end, out characters, out at))
                    return false;
                break;
            case BinXmlToken.CharacterReference:
                if (end - at < 3)
                    return Fail("it ends too early");
                characters = chunk.Slice(at + 1, 2);
                at += 3;
                break;
            case BinXmlToken.EntityReference:
                if (!parts.TryName(chunk, at + 1, end, out characters, out at))
                    return false;
                texts.WriteEntity(characters);
                return true;
            case BinXmlToken.Substitution or BinXmlToken.OptionalSubstitution:
                return Substitute(chunk, ref at, end, scope, out isAbsent);
            default:
                isText = false;
                return true;
        }

        int start = tree.BeginText();
        EvtxText.Write(tree.Bytes, characters);
        tree.EndText(start);
        return true;
    }

    private bool Substitute(ReadOnlySpan<byte> chunk, ref int at, int end, Scope scope, out bool isAbsent)
    {
        isAbsent = false;
        if (end - at < 4)
            return Fail("it ends too early");
        bool isOptional = BinXmlToken.Kind(chunk[at]) == BinXmlToken.OptionalSubstitution;
        int index = BinaryPrimitives.ReadUInt16LittleEndian(chunk[(at + 1)..]);
        ValueSlot slot = Slot(scope, index);
        at += 4;
        isAbsent = isOptional && slot.Type == EvtxValue.Null;
        if (slot.Type == EvtxValue.BinXml && !tree.IsInAttribute)
            return NestedXml(chunk, slot, index);
        if ((slot.Type & EvtxValue.Array) == 0)
        {
            texts.Write(chunk, slot);
            return true;
        }

        texts.WriteList(chunk, slot);
        return true;
    }

    private bool NestedXml(ReadOnlySpan<byte> chunk, ValueSlot slot, int index)
    {
        if (tree.Marks)
        {
            if (!tree.TryAddSection(index))
                tree.Refuse();
            return true;
        }

        return Fragment(chunk, slot.Offset, slot.Offset + slot.Size, new Scope(0, 0, Dependencies: false));
    }

    private bool Instance(ReadOnlySpan<byte> chunk, ref int at, int end)
    {
        if (!TemplateInstance.TryRead(chunk, at, end, out TemplateInstance instance))
            return Fail("its template is not there");
        int first = values.Count;

        // The numbers of marks are those of one instance.
        if (first > 0)
            tree.Refuse();
        if (!values.TryPush(chunk, instance, end, out at))
            return Fail("its values reach past its end");
        Budget -= instance.Count >> 2;
        bool good = Fragment(chunk, instance.Body, instance.BodyEnd, new Scope(first, instance.Count, Dependencies: true));
        values.Pop(first);
        return good;
    }

    private ValueSlot Slot(Scope scope, int index) => index < scope.Count ? values[scope.First + index] : default;

    private bool IsNull(Scope scope, int index) => Slot(scope, index).Type == EvtxValue.Null;

    /// <summary>Says what is wrong.</summary>
    /// <returns>False.</returns>
    public bool Fail(string fault) => parts.Fail(fault);

    /// <summary>What the tokens of a fragment refer to.</summary>
    /// <param name="First">The first value of its template instance.</param>
    /// <param name="Count">How many there are.</param>
    /// <param name="Dependencies">Whether its elements are expected to have dependency ids.</param>
    private readonly record struct Scope(int First, int Count, bool Dependencies);
}
