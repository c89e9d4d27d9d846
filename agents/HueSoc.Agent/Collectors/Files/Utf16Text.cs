using System.Buffers.Binary;

namespace HueSoc.Agent.Collectors.Files;

/// <summary>Makes UTF-8 of UTF-16; what is no character becomes U+FFFD.</summary>
internal sealed class Utf16Text
{
    private byte[] text = new byte[1024];

    /// <summary>Decodes some text. The answer is good until the next call.</summary>
    public ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> raw, bool big)
    {
        int most = ((raw.Length / 2) + 1) * 3;
        if (text.Length < most)
            text = new byte[most];
        int length = 0;
        for (int i = 0; i + 1 < raw.Length; i += 2)
        {
            int c = Unit(raw, i, big);
            if (c < 0x80)
            {
                text[length++] = (byte)c;
                continue;
            }

            if (char.IsHighSurrogate((char)c) && i + 3 < raw.Length && char.IsLowSurrogate((char)Unit(raw, i + 2, big)))
            {
                c = char.ConvertToUtf32((char)c, (char)Unit(raw, i + 2, big));
                i += 2;
            }

            System.Text.Rune rune = System.Text.Rune.IsValid(c) ? new System.Text.Rune(c) : System.Text.Rune.ReplacementChar;
            length += rune.EncodeToUtf8(text.AsSpan(length));
        }

        if ((raw.Length & 1) != 0)
            length += System.Text.Rune.ReplacementChar.EncodeToUtf8(text.AsSpan(length));
        return text.AsSpan(0, length);
    }

    private static int Unit(ReadOnlySpan<byte> raw, int at, bool big) =>
        big ? BinaryPrimitives.ReadUInt16BigEndian(raw[at..]) : BinaryPrimitives.ReadUInt16LittleEndian(raw[at..]);
}
