using HueSoc.Events.Normalisers.Ecs;
using HueSoc.Events.Readers;

namespace HueSoc.Events.Normalisers;

/// <summary>Writes a document again, without what was taken out of it and with what was added. Used again and again by one thread.</summary>
internal sealed class EventDraftWriter
{
    // So that what is short may be copied with what is behind it.
    private const int Spare = 32;

    private readonly JsonTape tape;
    private readonly FieldAdditions additions;
    private readonly ByteSink own = new();
    private ByteSink output;

    /// <param name="tape">The document's values.</param>
    /// <param name="additions">What it is to get.</param>
    public EventDraftWriter(JsonTape tape, FieldAdditions additions)
    {
        this.tape = tape;
        this.additions = additions;
        output = own;
    }

    /// <summary>Writes the event.</summary>
    /// <returns>One line of JSON; valid until the next one is written.</returns>
    public ReadOnlySpan<byte> Write()
    {
        own.Clear();
        Write(own);
        return own.Written;
    }

    /// <summary>Writes the event.</summary>
    /// <param name="sink">Where to; it is added at the end.</param>
    public void Write(ByteSink sink)
    {
        additions.LeaveOrder();
        output = sink;
        if (additions.AreNumbered && IsWhole)
            WriteMerged();
        else
            WriteContainer(0, additions.IsEmpty ? -1 : FieldAdditions.Root);
    }

    /// <summary>Writes an event of a shape that is known.</summary>
    /// <param name="sink">Where to; it is added at the end.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="places">Notes where its values stand, if that is known.</param>
    public void Write(ByteSink sink, DocumentShape shape, ValuePlaces places)
    {
        if (additions.Order is { } order && IsWhole && shape.LayoutOf(order, additions, places) is { } layout)
            additions.Write(layout, sink, places, shape.Paths(tape, places.Forms));
        else
            Write(sink);
    }

    // Whether nothing is taken out of it, nor to be put right.
    private bool IsWhole => !tape.NeedsCleaning && tape[0] is { Touched: false, Kind: JsonKind.Object };

    // Nothing is taken out, and nothing that is added goes into what stands in an object of the root: it comes at the end of that, or of the root.
    private void WriteMerged()
    {
        ref JsonEntry root = ref tape[0];
        Span<byte> target = output.Reserve(root.Length + additions.Size + Spare);
        int written = 0;
        int from = root.Start;
        for (int index = 1; index < root.Next && !additions.IsEmpty; index = tape[index].Next)
        {
            ref JsonEntry entry = ref tape[index];
            int branch = entry.Kind == JsonKind.Object ? additions.TakeBranch(FieldAdditions.Root, tape.Key(entry)) : -1;
            if (branch < 0)
                continue;
            int end = entry.Start + entry.Length - 1;
            tape.Slice(from, end - from).CopyTo(target[written..]);
            written += end - from;
            written += additions.WriteRest(target[written..], branch, first: entry.Next == index + 1);
            from = end;
        }

        int last = root.Start + root.Length - 1;
        tape.Slice(from, last - from).CopyTo(target[written..]);
        written += last - from;
        written += additions.WriteRest(target[written..], FieldAdditions.Root, first: root.Next == 1);
        target[written++] = (byte)'}';
        output.Advance(written);
    }

    private void WriteValue(int index, int addition)
    {
        ref JsonEntry entry = ref tape[index];
        bool asIs = addition < 0 && !entry.Touched && !tape.NeedsCleaning;
        if (asIs || entry.Kind is not (JsonKind.Object or JsonKind.Array or JsonKind.Text))
        {
            output.Write(tape.Raw(entry));
        }
        else if (entry.Kind == JsonKind.Text)
        {
            WriteText(tape.Raw(entry)[1..^1]);
        }
        else
        {
            WriteContainer(index, addition);
        }
    }

    private void WriteContainer(int container, int addition)
    {
        bool isArray = tape[container].Kind == JsonKind.Array;
        bool first = true;
        output.Write(isArray ? (byte)'[' : (byte)'{');
        int end = tape[container].Next;
        // Neighbours that stay as they are, commas and all, are copied at once.
        int runStart = -1;
        int runEnd = -1;
        for (int index = container + 1; index < end; index = tape[index].Next)
        {
            ref JsonEntry entry = ref tape[index];
            int child = addition >= 0 && !isArray && !entry.Removed && entry.Kind is JsonKind.Object or JsonKind.Array ? Added(addition, tape.Key(entry)) : -1;
            if (!entry.Removed && !entry.Touched && child < 0 && !tape.NeedsCleaning)
            {
                if (runStart < 0)
                    runStart = isArray ? entry.Start : entry.KeyStart - 1;
                runEnd = entry.Start + entry.Length;
                continue;
            }

            WriteRun(ref runStart, runEnd, ref first);
            if (entry.Removed)
                continue;
            if (!first)
                output.Write((byte)',');
            first = false;
            if (!isArray)
            {
                WriteText(tape.Slice(entry.KeyStart, entry.KeyLength));
                output.Write((byte)':');
            }

            WriteValue(index, child);
        }

        WriteRun(ref runStart, runEnd, ref first);
        if (addition >= 0)
        {
            if (isArray)
            {
                // An array of objects gets one more, which holds what is added.
                output.Write(first ? "{"u8 : ",{"u8);
                additions.WriteRest(output, addition, first: true);
                output.Write((byte)'}');
            }
            else
            {
                additions.WriteRest(output, addition, first);
            }
        }

        output.Write(isArray ? (byte)']' : (byte)'}');
    }

    private void WriteRun(ref int start, int end, ref bool first)
    {
        if (start < 0)
            return;
        if (!first)
            output.Write((byte)',');
        first = false;
        output.Write(tape.Slice(start, end - start));
        start = -1;
    }

    // Where a key stands twice the first object gets what is added.
    private int Added(int parent, ReadOnlySpan<byte> key) => parent < 0 ? -1 : additions.TakeBranch(parent, key);

    private void WriteText(ReadOnlySpan<byte> inner)
    {
        output.Write((byte)'"');
        if (tape.NeedsCleaning)
            JsonStrings.Clean(output, inner);
        else
            output.Write(inner);
        output.Write((byte)'"');
    }
}
