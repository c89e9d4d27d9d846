using System.Buffers.Binary;

namespace HueSoc.Events.Evtx;

/// <summary>Reads the parts of binary XML that are no tokens: names, counted texts, the heads of elements. Counts the work, and keeps what is wrong.</summary>
internal sealed class BinXmlParts
{
    /// <summary>What an element has that depends on no value.</summary>
    public const int NotDependent = 0xFFFF;

    /// <summary>The work that may still be done: about one for a token and one for sixteen bytes of text.</summary>
    public int Budget { get; set; }

    /// <summary>What is wrong, after a reading that failed.</summary>
    public string Fault { get; private set; } = string.Empty;

    /// <summary>Says what is wrong.</summary>
    /// <returns>False.</returns>
    public bool Fail(string fault)
    {
        Fault = fault;
        return false;
    }

    /// <summary>Reads the head of an element: which value it depends on, if any, and its name. Whether elements have dependency ids is not said anywhere; where the name is then shows it.</summary>
    public bool TryHead(
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

    /// <summary>Reads a name, which stands here or is referred to.</summary>
    public bool TryName(ReadOnlySpan<byte> chunk, int at, int end, out ReadOnlySpan<byte> name, out int after)
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

    /// <summary>Reads a text that begins with the count of its characters.</summary>
    public bool TryCounted(ReadOnlySpan<byte> chunk, int at, int end, out ReadOnlySpan<byte> text, out int after)
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

    private static bool IsSureName(ReadOnlySpan<byte> chunk, int at, bool hasDependency, int end)
    {
        at += hasDependency ? 6 : 4;
        return end - at >= 4 && BinXmlName.IsSure(chunk, BinaryPrimitives.ReadUInt32LittleEndian(chunk[at..]));
    }
}
