using System.Text;
using System.Text.Json;
using HueSoc.Server.Json;

namespace HueSoc.Server.Tests.Json;

/// <summary>Stored JSON on its way into an answer.</summary>
public sealed class InertJsonTests
{
    private const string Bad = "<>&\u00AD\u061C\u200B\u200E\u200F\u2028\u2029\u202A\u202E\u2060\u2066\u2069\u206F\uFEFF";
    private const string Good = "aếạ“”…\u00A0\u00AE\u2007\u2010\u2030\u205F\u2070\uFF01\uFEFE中😀\\\"\n'";

    [Fact]
    public void Of_AnyMixture_SaysTheSameWithoutWhatATerminalOrAPageObeys()
    {
        Random random = new(20260322);
        string[] pieces = [.. Runes(Bad), .. Runes(Good)];
        JsonSerializerOptions raw = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        for (int i = 0; i < 2_000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(0, 12)).Select(_ => pieces[random.Next(pieces.Length)]));
            string json = JsonSerializer.Serialize(new Dictionary<string, string> { [text] = text }, raw);
            foreach (string bad in Runes(Bad))
                json = json.Replace($"\\u{(int)bad[0]:X4}", bad, StringComparison.OrdinalIgnoreCase);

            string inert = Encoding.UTF8.GetString(InertJson.Of(Encoding.UTF8.GetBytes(json)).Span);

            inert.ShouldNotContain(character => Bad.Contains(character));
            JsonSerializer.Deserialize<Dictionary<string, string>>(inert).ShouldBe(new Dictionary<string, string> { [text] = text });
        }
    }

    [Fact]
    public void Of_NothingBad_IsTheSameBytes()
    {
        ReadOnlyMemory<byte> json = "{\"a\":[1,true,\"x\"]}"u8.ToArray();

        InertJson.Of(json).Equals(json).ShouldBeTrue();
    }

    private static string[] Runes(string text) => [.. text.EnumerateRunes().Select(rune => rune.ToString())];
}
