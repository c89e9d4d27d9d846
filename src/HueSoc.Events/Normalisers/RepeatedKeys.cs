using System.Buffers;
using System.Numerics;

namespace HueSoc.Events.Normalisers;

/// <summary>
/// Objects in which a key stands twice. A repeated key has both values, so it is written as an array of them, which says the
/// same and is read alike by everybody who comes after.
/// </summary>
internal static class RepeatedKeys
{
    // Up to here comparing all keys with all is quicker than hashing them.
    private const int FewKeys = 8;

    /// <summary>Whether there may be any.</summary>
    public static bool MayBeIn(JsonTape tape)
    {
        for (int index = 0; index < tape.Count; index++)
        {
            if (tape[index].Kind == JsonKind.Object && MayBeIn(tape, index))
                return true;
        }

        return false;
    }

    /// <summary>The document with its repeated keys joined.</summary>
    public static byte[] Join(JsonTape tape)
    {
        ByteSink sink = new();
        Write(sink, tape, 0);
        return sink.Written.ToArray();
    }

    private static bool MayBeIn(JsonTape tape, int container)
    {
        int end = tape[container].Next;
        int count = 0;
        for (int index = container + 1; index < end; index = tape[index].Next)
            count++;
        if (count < 2)
            return false;
        if (count > FewKeys)
            return MayBeInMany(tape, container, count);
        for (int index = container + 1; index < end; index = tape[index].Next)
        {
            ReadOnlySpan<byte> key = tape.Key(tape[index]);
            for (int other = tape[index].Next; other < end; other = tape[other].Next)
            {
                if (tape.Key(tape[other]).SequenceEqual(key))
                    return true;
            }
        }

        return false;
    }

    // A table of places on the tape, found by the hash of their key; the hash has a secret of the process in it, so nobody can make keys collide.
    private static bool MayBeInMany(JsonTape tape, int container, int count)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)count * 2);
        int[] rented = ArrayPool<int>.Shared.Rent(size);
        try
        {
            Span<int> table = rented.AsSpan(0, size);
            table.Clear();
            for (int index = container + 1; index < tape[container].Next; index = tape[index].Next)
            {
                ReadOnlySpan<byte> key = tape.Key(tape[index]);
                HashCode hash = default;
                hash.AddBytes(key);
                int place = hash.ToHashCode() & (size - 1);
                for (; table[place] != 0; place = (place + 1) & (size - 1))
                {
                    if (tape.Key(tape[table[place]]).SequenceEqual(key))
                        return true;
                }

                // The container stands before what is in it, so no place is 0.
                table[place] = index;
            }

            return false;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    private static void Write(ByteSink sink, JsonTape tape, int index)
    {
        if (tape[index].Kind is not (JsonKind.Object or JsonKind.Array))
        {
            sink.Write(tape.Raw(tape[index]));
            return;
        }

        bool isArray = tape[index].Kind == JsonKind.Array;
        bool first = true;
        sink.Write(isArray ? (byte)'[' : (byte)'{');
        foreach (List<int> values in Groups(tape, index, isArray))
        {
            if (!first)
                sink.Write((byte)',');
            first = false;
            if (!isArray)
            {
                sink.Write((byte)'"');
                sink.Write(tape.Source.Span.Slice(tape[values[0]].KeyStart, tape[values[0]].KeyLength));
                sink.Write("\":"u8);
            }

            if (values.Count > 1)
                sink.Write((byte)'[');
            for (int i = 0; i < values.Count; i++)
            {
                if (i > 0)
                    sink.Write((byte)',');
                Write(sink, tape, values[i]);
            }

            if (values.Count > 1)
                sink.Write((byte)']');
        }

        sink.Write(isArray ? (byte)']' : (byte)'}');
    }

    // The values of each key, in the order in which the keys first stand; of an array, each element alone.
    private static List<List<int>> Groups(JsonTape tape, int container, bool isArray)
    {
        List<List<int>> groups = [];
        Dictionary<string, List<int>> byKey = new(StringComparer.Ordinal);
        for (int index = container + 1; index < tape[container].Next; index = tape[index].Next)
        {
            List<int>? group = null;
            string key = isArray ? string.Empty : tape.ExactKey(tape[index]);
            if (isArray || !byKey.TryGetValue(key, out group))
            {
                group = [];
                groups.Add(group);
                if (!isArray)
                    byKey.Add(key, group);
            }

            group.Add(index);
        }

        return groups;
    }
}
