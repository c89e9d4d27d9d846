using System.Numerics;
using System.Text;

namespace HueSoc.Events.Normalisers.Ecs;

/// <summary>A fixed set of names, numbered in their order. A name is looked up by its bytes, without allocating.</summary>
internal sealed class Utf8Names
{
    private readonly byte[][] names;

    // Open addressing: a place holds the number of a name plus one, 0 is free. The set is fixed, so nobody from outside can make places collide.
    private readonly int[] places;

    public Utf8Names(IEnumerable<string> names)
    {
        this.names = [.. names.Select(Encoding.UTF8.GetBytes)];
        places = new int[BitOperations.RoundUpToPowerOf2((uint)((this.names.Length * 2) + 1))];
        for (int number = 0; number < this.names.Length; number++)
        {
            int place = Place(this.names[number]);
            while (places[place] != 0)
                place = (place + 1) & (places.Length - 1);
            places[place] = number + 1;
        }
    }

    /// <summary>How many names there are.</summary>
    public int Count => names.Length;

    /// <summary>A name.</summary>
    public ReadOnlySpan<byte> this[int number] => names[number];

    /// <summary>The number of a name; -1 when it is none of them.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        for (int place = Place(name); places[place] != 0; place = (place + 1) & (places.Length - 1))
        {
            int number = places[place] - 1;
            if (name.SequenceEqual(names[number]))
                return number;
        }

        return -1;
    }

    private int Place(ReadOnlySpan<byte> name) =>
        name.IsEmpty ? 0 : ((name.Length * 67) + (name[0] * 31) + (name[^1] * 7) + (name[name.Length / 2] * 13)) & (places.Length - 1);
}
