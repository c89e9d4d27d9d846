using System.Runtime.InteropServices;
using System.Text;
using HueSoc.Events.Evtx;
using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Tests.Evtx;

/// <summary>Texts are written as vectors that reach past their ends; what is there is no part of them.</summary>
public sealed class EvtxTextTests
{
    private const int Longest = 40;

    private static readonly string[] Specials =
    [
        "\"", "\\", "\\\\", "\b", "\f", "\n", "\r", "\t", "\u0001", "\u001F", " ", "\u007E", "\u007F", "\u0080", "\u00FF", "é", "\u07FF", "\u0800", "ế", "\u8000",
        "\u8041", "\uFFFF", "\U0001F600", "\U0010FFFF", "\uD800", "\uDC00", "\uDC00\uD800", "éế", "ế\\", "\0a",
    ];

    // What stands behind a text: nothing, less than a vector, a vector, more; of all kinds.
    private static readonly string[] Behind = ["", "\"", "\uDC00\\\"\n", "0123456789abcdef", "éế\"\\\0\u0001" + new string('x', 64), new string('\uDC00', 64)];

    [Fact]
    public void Write_EverySpecialAtEveryPlaceOfEveryLength_IsWhatASimpleModelWrites()
    {
        ByteSink output = new();
        for (int length = 0; length <= Longest; length++)
        {
            foreach (string special in Specials)
            {
                for (int at = 0; at + special.Length <= length; at++)
                    Check(output, Plain(at) + special + Plain(length - at - special.Length));
            }

            Check(output, Plain(length));
        }
    }

    [Fact]
    public void Write_RandomTextsOfSpecials_AreWhatASimpleModelWrites()
    {
        Random random = new(11);
        ByteSink output = new();
        for (int round = 0; round < 20_000; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => random.Next(3) == 0 ? Plain(random.Next(20)) : Specials[random.Next(Specials.Length)]));
            Check(output, text + ".");
        }
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 0)]
    [InlineData("a", 5)]
    [InlineData("ab\0\0c", 20)]
    public void Write_NulsAtTheEndAndAnOddByte_AreLeftOut(string text, int nuls)
    {
        byte[] bytes = [.. Encoding.Unicode.GetBytes(text), .. new byte[2 * nuls]];
        ByteSink output = new();

        EvtxValue.Write(output, EvtxValue.Text, [.. bytes, 0x41, 0x42], bytes.Length + 1);

        Encoding.UTF8.GetString(output.Written).ShouldBe(Model(text));
    }

    private static void Check(ByteSink output, string text)
    {
        string expected = Model(text);
        foreach (string behind in Behind)
        {
            output.Clear();
            EvtxValue.Write(output, EvtxValue.Text, MemoryMarshal.AsBytes((text + behind).AsSpan()), 2 * text.Length);
            if (!output.Written.SequenceEqual(Encoding.UTF8.GetBytes(expected)))
                Encoding.UTF8.GetString(output.Written).ShouldBe(expected, $"of '{text}' before '{behind}'");
        }
    }

    private static string Plain(int length) => "The quick brown fox, 0123456789 [jumps]~"[..length];

    private static string Model(string text)
    {
        StringBuilder json = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            json.Append(rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\b' => "\\b",
                '\f' => "\\f",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' => $"\\u{rune.Value:x4}",
                _ => rune.ToString(),
            });
        }

        return json.ToString();
    }
}
