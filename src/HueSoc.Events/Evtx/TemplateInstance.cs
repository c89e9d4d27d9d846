using System.Buffers.Binary;

namespace HueSoc.Events.Evtx;

/// <summary>
/// Where the parts of a template instance are: its definition, which stands behind the instance that uses it first and is
/// referred to by offset afterwards, and its values.
/// </summary>
/// <param name="Definition">The offset of the definition in the chunk.</param>
/// <param name="Body">The offset of the definition's binary XML.</param>
/// <param name="BodyEnd">Where that ends.</param>
/// <param name="Count">How many values there are.</param>
/// <param name="Descriptors">The offset of their descriptors, four bytes each.</param>
/// <param name="Values">The offset of the first value.</param>
internal readonly record struct TemplateInstance(int Definition, int Body, int BodyEnd, int Count, int Descriptors, int Values)
{
    /// <summary>How long a descriptor is: the size of a value, its type, and a byte that says nothing.</summary>
    public const int DescriptorBytes = 4;

    private const int HeadBytes = 10;
    private const int DefinitionHeadBytes = 24;

    /// <summary>Reads an instance.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="at">The offset of its token.</param>
    /// <param name="end">Where the fragment it is in ends.</param>
    /// <param name="instance">The instance.</param>
    /// <returns>False when it or its definition reaches past its bounds.</returns>
    public static bool TryRead(ReadOnlySpan<byte> chunk, int at, int end, out TemplateInstance instance)
    {
        instance = default;
        if (end - at < HeadBytes + 4)
            return false;
        uint definition = BinaryPrimitives.ReadUInt32LittleEndian(chunk[(at + 6)..]);
        if (definition > chunk.Length - DefinitionHeadBytes)
            return false;
        int body = (int)definition + DefinitionHeadBytes;
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[((int)definition + 20)..]);
        if (size > chunk.Length - body)
            return false;
        int bodyEnd = body + (int)size;
        int values = definition == at + HeadBytes ? bodyEnd : at + HeadBytes;
        if (end - values < 4)
            return false;
        uint count = BinaryPrimitives.ReadUInt32LittleEndian(chunk[values..]);
        int descriptors = values + 4;
        if (count > (end - descriptors) / DescriptorBytes)
            return false;
        instance = new((int)definition, body, bodyEnd, (int)count, descriptors, descriptors + (DescriptorBytes * (int)count));
        return true;
    }
}
