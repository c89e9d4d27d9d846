using System.Buffers.Binary;
using System.Runtime.InteropServices;
using HueSoc.Events.Windows;

namespace HueSoc.Events.Evtx;

/// <summary>Writes the values and texts of binary XML into an event's tree, or marks in the place of values.</summary>
/// <param name="tree">The tree.</param>
/// <param name="parts">What counts the work.</param>
internal sealed class BinXmlValues(EventTree tree, BinXmlParts parts)
{
    /// <summary>Writes a value as text, if there is anything of it.</summary>
    public void Write(ReadOnlySpan<byte> chunk, ValueSlot slot)
    {
        if (slot.Type == EvtxValue.Null || (slot.Size == 0 && (!tree.Marks || EvtxValue.IsNeverEmpty(slot.Type))))
            return;
        int start = tree.BeginText();
        if (tree.Marks)
            Mark(slot);
        else
            EvtxValue.Write(tree.Bytes, slot.Type, chunk.Slice(slot.Offset, slot.Size));
        parts.Budget -= slot.Size >> 4;
        tree.EndText(start);
    }

    /// <summary>Writes the sole content of an element: a value, or the items of an array, each but the last with an element of its own.</summary>
    public void WriteContent(ReadOnlySpan<byte> chunk, ValueStack values, int first, ValueSlot slot)
    {
        if ((slot.Type & EvtxValue.Array) == 0)
        {
            Write(chunk, slot);
            return;
        }

        if (tree.Marks && slot.Items >= 0)
        {
            MarkItems(values, first, slot);
            return;
        }

        tree.Refuse();
        byte type = (byte)(slot.Type & ~EvtxValue.Array);
        ReadOnlySpan<byte> rest = chunk.Slice(slot.Offset, slot.Size);
        bool isFirst = true;
        while (!rest.IsEmpty && !tree.Overflowed && --parts.Budget >= 0)
        {
            if (!isFirst)
            {
                tree.EndElement();
                tree.RepeatElement();
            }

            isFirst = false;
            int start = tree.BeginText();
            ReadOnlySpan<byte> item = EvtxValue.NextItem(type, ref rest);
            EvtxValue.Write(tree.Bytes, type, item);
            parts.Budget -= item.Length >> 4;
            tree.EndText(start);
        }
    }

    /// <summary>Writes an array beside other text: its items with spaces between them, as lists are in XML.</summary>
    public void WriteList(ReadOnlySpan<byte> chunk, ValueSlot slot)
    {
        tree.Refuse();
        parts.Budget -= slot.Size;
        int start = tree.BeginText();
        byte type = (byte)(slot.Type & ~EvtxValue.Array);
        ReadOnlySpan<byte> rest = chunk.Slice(slot.Offset, slot.Size);
        while (!rest.IsEmpty && parts.Budget >= 0)
        {
            EvtxValue.Write(tree.Bytes, type, EvtxValue.NextItem(type, ref rest));
            if (!rest.IsEmpty)
                tree.Bytes.Write((byte)' ');
        }

        tree.EndText(start);
    }

    /// <summary>Writes a text that stands in the template itself; hardly ever anything but a string.</summary>
    public bool TryWriteLiteral(ReadOnlySpan<byte> chunk, ref int at, int end)
    {
        if (end - at < 4)
            return parts.Fail("it ends too early");
        byte type = chunk[at + 1];
        ReadOnlySpan<byte> value;
        if (type is EvtxValue.Text or EvtxValue.AnsiText or EvtxValue.Binary)
        {
            int count = BinaryPrimitives.ReadUInt16LittleEndian(chunk[(at + 2)..]) * (type == EvtxValue.Text ? 2 : 1);
            if (count > end - at - 4)
                return parts.Fail("it ends too early");
            value = chunk.Slice(at + 4, count);
            at += 4 + count;
        }
        else
        {
            int size = EvtxValue.ItemSize(type, chunk[(at + 2)..end]);
            if (size == 0 || size > end - at - 2)
                return parts.Fail("it has a text of an unknown type");
            value = chunk.Slice(at + 2, size);
            at += 2 + size;
        }

        int start = tree.BeginText();
        if (type == EvtxValue.Text)
            EvtxText.Write(tree.Bytes, value);
        else
            EvtxValue.Write(tree.Bytes, type, value);
        parts.Budget -= value.Length >> 4;
        tree.EndText(start);
        return true;
    }

    /// <summary>Writes what an entity stands for.</summary>
    public void WriteEntity(ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<char> text = MemoryMarshal.Cast<byte, char>(name);
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

    // A plan is for arrays of so many items.
    private void MarkItems(ValueStack values, int first, ValueSlot slot)
    {
        for (int i = 0; i < slot.ItemCount; i++)
        {
            if (i > 0)
            {
                tree.EndElement();
                tree.RepeatElement();
            }

            int start = tree.BeginText();
            Mark(values[first + slot.Items + i]);
            tree.EndText(start);
        }
    }

    private void Mark(ValueSlot slot)
    {
        if (slot.Index > PlanMarks.MaxIndex)
            tree.Refuse();
        byte mark = EvtxValue.IsInteger(slot.Type) ? PlanMarks.Integer
            : slot.Type is EvtxValue.FileTime or EvtxValue.SystemTime ? PlanMarks.Time : PlanMarks.Text;
        PlanMarks.Write(tree.Bytes, mark, slot.Index);
    }
}
