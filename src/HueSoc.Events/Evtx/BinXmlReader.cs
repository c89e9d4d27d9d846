using System.Buffers.Binary;
using HueSoc.Events.Windows;

namespace HueSoc.Events.Evtx;

/// <summary>
/// Reads binary XML ([MS-EVEN6] 2.2.12) into an event's tree. Nothing in it is trusted: every offset and size is checked, nesting
/// is bounded, and so is the work, since a template that is stored once can be used by every record of a chunk.
/// </summary>
/// <param name="tree">The tree.</param>
internal sealed class BinXmlReader(EventTree tree)
{
    private const int MaxDepth = 40;
    private const int NotDependent = 0xFFFF;
    private readonly ValueStack values = new();
    private int depth;

    /// <summary>The work that may still be done: about one for a token and one for sixteen bytes of text.</summary>
    public int Budget { get; set; }

    /// <summary>What is wrong, after a reading that failed.</summary>
    public string Fault { get; private set; } = string.Empty;

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
                    good = TryName(chunk, at + 1, end, out _, out at);
                    break;
                case BinXmlToken.InstructionData:
                    good = TryCounted(chunk, at + 1, end, out _, out at);
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
        if (!TryHead(chunk, at + 1, end, scope.Dependencies, out int dependency, out ReadOnlySpan<byte> name, out at))
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
        bool drop = dependency != NotDependent && IsNull(scope, dependency);
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
                    Items(chunk, scope, slot);
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

    // The items of an array, each but the last with the element that it is the content of.
    private void Items(ReadOnlySpan<byte> chunk, Scope scope, ValueSlot slot)
    {
        if ((slot.Type & EvtxValue.Array) == 0)
        {
            WriteText(chunk, slot);
            return;
        }

        if (tree.Marks && slot.Items >= 0)
        {
            MarkItems(scope, slot);
            return;
        }

        tree.Refuse();
        byte type = (byte)(slot.Type & ~EvtxValue.Array);
        ReadOnlySpan<byte> rest = chunk.Slice(slot.Offset, slot.Size);
        bool isFirst = true;
        while (!rest.IsEmpty && !tree.Overflowed)
        {
            if (!isFirst)
            {
                tree.EndElement();
                tree.RepeatElement();
            }

            isFirst = false;
            int start = tree.BeginText();
            EvtxValue.Write(tree.Bytes, type, EvtxValue.NextItem(type, ref rest));
            tree.EndText(start);
        }
    }

    // A plan is for arrays of so many items.
    private void MarkItems(Scope scope, ValueSlot slot)
    {
        for (int i = 0; i < slot.ItemCount; i++)
        {
            if (i > 0)
            {
                tree.EndElement();
                tree.RepeatElement();
            }

            int start = tree.BeginText();
            Mark(values[scope.First + slot.Items + i]);
            tree.EndText(start);
        }
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
        if (!TryName(chunk, at + 1, end, out ReadOnlySpan<byte> name, out at))
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
                return Literal(chunk, ref at, end);
            case BinXmlToken.CData:
                if (!TryCounted(chunk, at + 1, end, out characters, out at))
                    return false;
                break;
            case BinXmlToken.CharacterReference:
                if (end - at < 3)
                    return Fail("it ends too early");
                characters = chunk.Slice(at + 1, 2);
                at += 3;
                break;
            case BinXmlToken.EntityReference:
                if (!TryName(chunk, at + 1, end, out characters, out at))
                    return false;
                WriteEntity(characters);
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
            WriteText(chunk, slot);
            return true;
        }

        // Beside other text an array is its items with spaces between them, as lists are in XML.
        tree.Refuse();
        int start = tree.BeginText();
        byte type = (byte)(slot.Type & ~EvtxValue.Array);
        ReadOnlySpan<byte> rest = chunk.Slice(slot.Offset, slot.Size);
        while (!rest.IsEmpty)
        {
            EvtxValue.Write(tree.Bytes, type, EvtxValue.NextItem(type, ref rest));
            if (!rest.IsEmpty)
                tree.Bytes.Write((byte)' ');
        }

        tree.EndText(start);
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

    private void WriteText(ReadOnlySpan<byte> chunk, ValueSlot slot)
    {
        if (slot.Type == EvtxValue.Null || (slot.Size == 0 && (!tree.Marks || EvtxValue.IsNeverEmpty(slot.Type))))
            return;
        int start = tree.BeginText();
        if (tree.Marks)
            Mark(slot);
        else
            EvtxValue.Write(tree.Bytes, slot.Type, chunk.Slice(slot.Offset, slot.Size));
        Budget -= slot.Size >> 4;
        tree.EndText(start);
    }

    private void Mark(ValueSlot slot)
    {
        if (slot.Index > PlanMarks.MaxIndex)
            tree.Refuse();
        byte mark = EvtxValue.IsInteger(slot.Type) ? PlanMarks.Integer
            : slot.Type is EvtxValue.FileTime or EvtxValue.SystemTime ? PlanMarks.Time : PlanMarks.Text;
        PlanMarks.Write(tree.Bytes, mark, slot.Index);
    }

    // Text that stands in the template itself; hardly ever anything but a string.
    private bool Literal(ReadOnlySpan<byte> chunk, ref int at, int end)
    {
        if (end - at < 4)
            return Fail("it ends too early");
        byte type = chunk[at + 1];
        ReadOnlySpan<byte> value;
        if (type is EvtxValue.Text or EvtxValue.AnsiText or EvtxValue.Binary)
        {
            int count = BinaryPrimitives.ReadUInt16LittleEndian(chunk[(at + 2)..]) * (type == EvtxValue.Text ? 2 : 1);
            if (count > end - at - 4)
                return Fail("it ends too early");
            value = chunk.Slice(at + 4, count);
            at += 4 + count;
        }
        else
        {
            int size = EvtxValue.ItemSize(type, chunk[(at + 2)..end]);
            if (size == 0 || size > end - at - 2)
                return Fail("it has a text of an unknown type");
            value = chunk.Slice(at + 2, size);
            at += 2 + size;
        }

        int start = tree.BeginText();
        if (type == EvtxValue.Text)
            EvtxText.Write(tree.Bytes, value);
        else
            EvtxValue.Write(tree.Bytes, type, value);
        Budget -= value.Length >> 4;
        tree.EndText(start);
        return true;
    }

    private void WriteEntity(ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<char> text = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, char>(name);
        int start = tree.BeginText();
        ReadOnlySpan<byte> known = text switch
        {
            "amp" => "&"u8,
            "lt" => "<"u8,
            "gt" => ">"u8,
            "apos" => "'"u8,
            "quot" => "\\\""u8,
            _ => default,
        };
        tree.Bytes.Write(known);
        if (known.IsEmpty)
        {
            tree.Bytes.Write((byte)'&');
            EvtxText.Write(tree.Bytes, name);
            tree.Bytes.Write((byte)';');
        }

        tree.EndText(start);
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

    // Whether elements have dependency ids is not said anywhere; where the name is then shows it.
    private bool TryHead(
        ReadOnlySpan<byte> chunk, int at, int end, bool expected, out int dependency, out ReadOnlySpan<byte> name, out int after)
    {
        dependency = NotDependent;
        bool has = expected;
        if (!IsSureName(chunk, at, has, end) && IsSureName(chunk, at, !has, end))
            has = !has;
        if (has && end - at >= 2)
        {
            dependency = BinaryPrimitives.ReadUInt16LittleEndian(chunk[at..]);
            at += 2;
        }

        return TryName(chunk, at + 4, end, out name, out after);
    }

    private static bool IsSureName(ReadOnlySpan<byte> chunk, int at, bool hasDependency, int end)
    {
        at += hasDependency ? 6 : 4;
        return end - at >= 4 && BinXmlName.IsSure(chunk, BinaryPrimitives.ReadUInt32LittleEndian(chunk[at..]));
    }

    private bool TryName(ReadOnlySpan<byte> chunk, int at, int end, out ReadOnlySpan<byte> name, out int after)
    {
        name = default;
        after = at + 4;
        if (end - at < 4)
            return Fail("it ends too early");
        uint offset = BinaryPrimitives.ReadUInt32LittleEndian(chunk[at..]);
        name = BinXmlName.Characters(chunk, offset);
        if (name.IsEmpty)
            return Fail("a name is not there");
        if (offset == after)
            after += BinXmlName.Length(name);
        Budget -= name.Length >> 4;
        return true;
    }

    private bool TryCounted(ReadOnlySpan<byte> chunk, int at, int end, out ReadOnlySpan<byte> text, out int after)
    {
        text = default;
        after = at;
        if (end - at < 2)
            return Fail("it ends too early");
        int bytes = 2 * BinaryPrimitives.ReadUInt16LittleEndian(chunk[at..]);
        if (bytes > end - at - 2)
            return Fail("it ends too early");
        text = chunk.Slice(at + 2, bytes);
        after = at + 2 + bytes;
        Budget -= bytes >> 4;
        return true;
    }

    private ValueSlot Slot(Scope scope, int index) => index < scope.Count ? values[scope.First + index] : default;

    private bool IsNull(Scope scope, int index) => Slot(scope, index).Type == EvtxValue.Null;

    /// <summary>Says what is wrong.</summary>
    /// <returns>False.</returns>
    public bool Fail(string fault)
    {
        Fault = fault;
        return false;
    }

    /// <summary>What the tokens of a fragment refer to.</summary>
    /// <param name="First">The first value of its template instance.</param>
    /// <param name="Count">How many there are.</param>
    /// <param name="Dependencies">Whether its elements are expected to have dependency ids.</param>
    private readonly record struct Scope(int First, int Count, bool Dependencies);
}
