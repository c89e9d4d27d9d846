using System.Text;

namespace HueSoc.Sigma.Tests.Model;

/// <summary>
/// Bytes that no JSON text may hold but that events hold all the same, and that the matcher takes. Random events stand
/// for them by characters out of the private use area.
/// </summary>
internal static class EventBytes
{
    /// <summary>Stands for bytes that are no UTF-8.</summary>
    public const char NoUtf8 = '\uE000';

    /// <summary>Stands for a raw U+0001.</summary>
    public const char RawControl = '\uE001';

    /// <summary>Stands for a raw line feed.</summary>
    public const char RawNewline = '\uE002';

    private static readonly byte[][] Broken =
        [[0x80], [0xBF, 0xBF], [0xC3], [0xC0, 0xAF], [0xE1], [0xE1, 0xBA], [0xED, 0xA0, 0x80], [0xF0, 0x9F], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0xFF, 0xFE]];

    /// <summary>The event as the matcher gets it.</summary>
    public static byte[] Raw(string json) => Bytes(json, [0x01], [0x0A]);

    /// <summary>The same event as a strict reader takes it, in which only the bytes that are no UTF-8 are left.</summary>
    public static byte[] Strict(string json) => Bytes(json, "\\u0001"u8, "\\n"u8);

    private static byte[] Bytes(string json, ReadOnlySpan<byte> control, ReadOnlySpan<byte> newline)
    {
        List<byte> bytes = new(json.Length);
        int broken = 0;
        Span<byte> utf8 = stackalloc byte[4];
        foreach (Rune rune in json.EnumerateRunes())
        {
            ReadOnlySpan<byte> written = rune.Value switch
            {
                NoUtf8 => Broken[broken++ % Broken.Length],
                RawControl => control,
                RawNewline => newline,
                _ => utf8[..rune.EncodeToUtf8(utf8)],
            };
            bytes.AddRange(written);
        }

        return [.. bytes];
    }
}
