using HueSoc.Events.Normalisers;
using HueSoc.Events.Normalisers.Ecs;

namespace HueSoc.Events.Readers;

/// <summary>Where the values of events stand, noted while the events are written. Used again and again by one thread.</summary>
internal sealed class ValuePlaces
{
    // As many as a batch of honest events has several times over. Events beyond them have none.
    private const int Most = 1 << 18;

    private (int Start, int Length)[] places = new (int, int)[1 << 12];
    private int[] paths = new int[1 << 12];
    private int[] ofNumbered = [];
    private int count;
    private int first;
    private bool isLost;

    /// <summary>The forms of the events.</summary>
    public EventForms Forms { get; } = new();

    /// <summary>Forgets all of them.</summary>
    public void Clear() => count = 0;

    /// <summary>Those of an event.</summary>
    public ReadOnlyMemory<(int Start, int Length)> Of(in EventSlice slice) => places.AsMemory(slice.FirstPlace, Forms.Paths(slice.Form).Length);

    /// <summary>Begins with an event.</summary>
    /// <returns>The number of its first place.</returns>
    public int Begin()
    {
        isLost = count > Most;
        return first = count;
    }

    /// <summary>Ends an event.</summary>
    /// <param name="shape">Its shape without ECS; null when that is not known.</param>
    /// <returns>The form it has; 0 when it is not known: then it has no places.</returns>
    public int End(DocumentShape? shape)
    {
        int form = isLost || first == count || shape is null ? 0 : shape.FormOf(paths.AsSpan(0, count - first), Forms);
        if (form == 0)
            count = first;
        return form;
    }

    /// <summary>Takes what was noted of the event for nothing.</summary>
    public void Lose() => isLost = true;

    /// <summary>Adds values of the tape.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="from">The first of them.</param>
    /// <param name="numbers">Their paths.</param>
    /// <param name="shift">How far behind their place on the tape they were written.</param>
    public void Add(JsonTape tape, int from, ReadOnlySpan<int> numbers, int shift)
    {
        MakeRoom(numbers.Length);
        numbers.CopyTo(paths.AsSpan(count - first));
        Span<(int, int)> added = places.AsSpan(count, numbers.Length);
        for (int i = 0; i < added.Length; i++)
        {
            ref JsonEntry entry = ref tape[from + i];
            added[i] = (entry.Start + shift, entry.Length);
        }

        count += numbers.Length;
    }

    /// <summary>Adds an object.</summary>
    /// <param name="path">The number of its path.</param>
    /// <param name="start">Where it was written.</param>
    public void AddObject(int path, int start) => Add(path, start, 1);

    /// <summary>Adds a value, with all that is in it.</summary>
    /// <param name="path">The number of its path.</param>
    /// <param name="start">Where it was written.</param>
    /// <param name="json">What was written: one line of JSON.</param>
    public void AddValue(int path, int start, ReadOnlySpan<byte> json)
    {
        if (json[0] == '[')
            AddArray(path, start, json);
        else if (json[0] == '{')
            Lose();
        else
            Add(path, start, json.Length);
    }

    /// <summary>The number of the path of a numbered ECS path.</summary>
    /// <param name="id">The number of the ECS path.</param>
    public int PathOf(int id)
    {
        if (ofNumbered.Length <= id)
            Array.Resize(ref ofNumbered, EcsPath.Numbered.Length);
        int path = ofNumbered[id];
        return path > 0 ? path : ofNumbered[id] = Find(EcsPath.Numbered[id]);
    }

    private void AddArray(int path, int start, ReadOnlySpan<byte> json)
    {
        Add(path, start, 1);
        int at = 1;

        // Most have one element.
        if (json is [_, not ((byte)'{' or (byte)'['), .., _] && json.Length > 2 && !json.Contains((byte)','))
        {
            Add(path, start + 1, json.Length - 2);
            return;
        }

        while (at < json.Length - 1)
        {
            int length;
            if (json[at] == '"')
                length = JsonStrings.TextLength(json[at..]);
            else if (json[at] is (byte)'{' or (byte)'[')
                length = 0;
            else
                length = json[at..].IndexOfAny((byte)',', (byte)']');
            if (length <= 0)
            {
                Lose();
                return;
            }

            Add(path, start + at, length);
            at += length + 1;
        }
    }

    private void Add(int path, int start, int length)
    {
        MakeRoom(1);
        paths[count - first] = path;
        places[count++] = (start, length);
    }

    private void MakeRoom(int more)
    {
        if (more > places.Length - count)
            Array.Resize(ref places, Math.Max(count + more, places.Length * 2));
        if (more > paths.Length - (count - first))
            Array.Resize(ref paths, Math.Max(count - first + more, paths.Length * 2));
    }

    private int Find(EcsPath path) => Forms.Path(path.Parent is null ? EventForms.Root : PathOf(path.Parent.Id), path.Name);
}
