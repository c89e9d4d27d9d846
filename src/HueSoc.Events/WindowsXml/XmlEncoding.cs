using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace HueSoc.Events.WindowsXml;

/// <summary>Makes UTF-8 of XML in UTF-16, known by its byte order mark or by how it begins. Used again by one thread.</summary>
internal sealed class XmlEncoding
{
    private const int KeptBytes = 1 << 20;
    private byte[] utf8 = new byte[4096];

    /// <summary>
    /// The XML as UTF-8 without a byte order mark, and without the NULs that end texts in Windows. Halves of surrogate pairs become U+FFFD, and so does half a character at the end;
    /// what is UTF-8 is given as it is, broken or not.
    /// </summary>
    /// <param name="xml">The XML.</param>
    /// <returns>A part of <paramref name="xml"/>, or bytes that are valid until the next call.</returns>
    public ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> xml)
    {
        if (xml.Length > 1 && xml[0] == 0xFF && xml[1] == 0xFE)
            return FromUtf16(xml[2..], isBigEndian: false);
        if (xml.Length > 1 && xml[0] == 0xFE && xml[1] == 0xFF)
            return FromUtf16(xml[2..], isBigEndian: true);
        if (xml.Length > 1 && xml[0] == '<' && xml[1] == 0)
            return FromUtf16(xml, isBigEndian: false);
        if (xml.StartsWith("\uFEFF"u8))
            xml = xml[3..];
        return xml.TrimEnd((byte)0);
    }

    private ReadOnlySpan<byte> FromUtf16(ReadOnlySpan<byte> xml, bool isBigEndian)
    {
        ReadOnlySpan<char> text = MemoryMarshal.Cast<byte, char>(xml);
        bool hasHalf = xml.Length % 2 != 0;

        // A character takes three bytes at most; two that are a pair take four.
        int room = (text.Length * 3) + 3;
        if (utf8.Length < room || utf8.Length > Math.Max(room, KeptBytes))
            utf8 = new byte[Math.Max(room, 4096)];
        if (isBigEndian)
        {
            char[] swapped = new char[text.Length];
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<char, ushort>(text), MemoryMarshal.Cast<char, ushort>(swapped.AsSpan()));
            text = swapped;
        }

        _ = Utf8.FromUtf16(text.TrimEnd('\0'), utf8, out _, out int written);
        if (hasHalf)
        {
            "\uFFFD"u8.CopyTo(utf8.AsSpan(written));
            written += 3;
        }

        return utf8.AsSpan(0, written);
    }
}
