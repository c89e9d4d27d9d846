using System.Text;
using System.Text.Json;
using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Tests.Normalisers;

public sealed class JsonTapeTests
{
    private const string Alphabet = "{}[]\",:\\ \tn0123456789.-+eEtrufalsbé/";

    // What the framework's reader takes and what the tape takes must be the same, but for control characters in strings and
    // halves of surrogate pairs.
    [Fact]
    public void TryRead_RandomTexts_AgreesWithTheFramework()
    {
        Random random = new(42);
        JsonTape tape = new();
        string[] seeds = ["""{"a":[1,-2.5e+3,true,null],"b":{"c":"x\u00e9\n","d":""}}""", "[]", "{}", "\"x\"", "-0.1", "false"];
        int agreed = 0;
        for (int round = 0; round < 60_000; round++)
        {
            StringBuilder text = new(seeds[random.Next(seeds.Length)]);
            for (int change = random.Next(4); change > 0; change--)
            {
                int at = random.Next(text.Length + 1);
                if (random.Next(2) == 0)
                    text.Insert(at, Alphabet[random.Next(Alphabet.Length)]);
                else if (at < text.Length)
                    text.Remove(at, 1);
            }

            byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
            if (bytes.Contains((byte)'\t'))
                continue;
            bool expected = IsJson(bytes);

            tape.TryRead(bytes, new JsonBounds()).ShouldBe(expected, text.ToString());
            agreed += expected ? 1 : 0;
        }

        agreed.ShouldBeGreaterThan(5_000);
    }

    [Theory]
    [InlineData("[[[[]]]]", 3, false)]
    [InlineData("[[[]]]", 3, true)]
    public void TryRead_Depth_Bounded(string text, int depth, bool taken) =>
        new JsonTape().TryRead(Encoding.UTF8.GetBytes(text), new JsonBounds(Depth: depth)).ShouldBe(taken);

    [Theory]
    [InlineData("[1,2,3]", 2, false)]
    [InlineData("[1,2,3]", 3, true)]
    public void TryRead_Values_Bounded(string text, int values, bool taken) =>
        new JsonTape().TryRead(Encoding.UTF8.GetBytes(text), new JsonBounds(Values: values)).ShouldBe(taken);

    private static bool IsJson(byte[] bytes)
    {
        try
        {
            Utf8JsonReader reader = new(bytes);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
