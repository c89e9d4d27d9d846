using System.Buffers.Binary;
using System.Security.Cryptography;

namespace HueSoc.Events.Normalisers.Windows;

/// <summary>Which script a part belongs to: a hash of who sent it, of which machine it is, and which id PowerShell gave it.</summary>
internal readonly record struct ScriptBlockKey(ulong High, ulong Low)
{
    private const int LongestName = 512;

    /// <summary>The key with one more name in it. Of a name that is longer than any the beginning counts.</summary>
    public ScriptBlockKey With(ReadOnlySpan<byte> name)
    {
        name = name[..Math.Min(name.Length, LongestName)];
        Span<byte> text = stackalloc byte[16 + LongestName];
        BinaryPrimitives.WriteUInt64BigEndian(text, High);
        BinaryPrimitives.WriteUInt64BigEndian(text[8..], Low);
        name.CopyTo(text[16..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..(16 + name.Length)], hash);
        return new(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[8..]));
    }
}
