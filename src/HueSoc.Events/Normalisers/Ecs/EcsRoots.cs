using System.Numerics;

namespace HueSoc.Events.Normalisers.Ecs;

/// <summary>What a document has in its root of the objects that ECS has there.</summary>
internal sealed class EcsRoots
{
    private readonly int[] places = new int[32];
    private uint plain;

    /// <summary>One bit for each that is there, see <see cref="EcsField.RootOf"/>.</summary>
    public uint Taken { get; private set; }

    /// <summary>Whether all of these are an object that stands there once, not spread over dotted keys, so that it is looked into with little effort.</summary>
    public bool ArePlain(uint roots) => (plain & roots) == roots;

    /// <summary>Where such an object stands on the tape.</summary>
    public int PlaceOf(uint root) => places[BitOperations.TrailingZeroCount(root)];

    /// <summary>Looks through a document.</summary>
    public void Read(JsonTape tape)
    {
        Taken = 0;
        plain = 0;
        int end = tape[0].Next;
        for (int index = 1; index < end; index = tape[index].Next)
        {
            ref JsonEntry entry = ref tape[index];
            if (entry.KeyFirst is not (0 or (>= (byte)'d' and <= (byte)'w')))
                continue;
            uint root = EcsField.RootOf(tape.Key(entry));
            if (root == 0)
                continue;
            bool isPlain = (Taken & root) == 0 && entry.Kind == JsonKind.Object && !entry.Removed && !tape.Key(entry).Contains((byte)'.');
            plain = isPlain ? plain | root : plain & ~root;
            places[BitOperations.TrailingZeroCount(root)] = index;
            Taken |= root;
        }
    }
}
