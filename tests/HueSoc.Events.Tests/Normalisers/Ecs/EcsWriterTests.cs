using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HueSoc.Events.Normalisers;
using HueSoc.Events.Normalisers.Ecs;

namespace HueSoc.Events.Tests.Normalisers.Ecs;

/// <summary>Values that are taken over as they stand in the document say the same as those whose text is read and written again.</summary>
public sealed class EcsWriterTests
{
    private static readonly string[] Fields = ["file.path", "process.executable", "process.pid", "source.port", "user.name", "process.command_line"];
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Parts = ["\\", "\\", "/", ".", ":", "a", "Bc", "\"", "\t", "\u0001", "é", "tập tin", "😀", " "];

    [Fact]
    public void Write_PathsInAnyEscapes_SayWhatTheirTextSays()
    {
        Random random = new(61);
        for (int i = 0; i < 20_000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Parts[random.Next(Parts.Length)]));

            Compare(Fields[random.Next(Fields.Length)], text, Escaped(text, random));
        }
    }

    [Theory]
    [InlineData("1")]
    [InlineData("9999")]
    [InlineData("10000")]
    [InlineData("65535")]
    [InlineData("65536")]
    [InlineData("999999999")]
    [InlineData("4294967295")]
    [InlineData("4294967296")]
    [InlineData("0")]
    [InlineData("007")]
    [InlineData("-5")]
    [InlineData("12a")]
    [InlineData("1.5")]
    [InlineData("0x1f4")]
    [InlineData(" 80")]
    public void Write_Numbers_SayWhatTheirTextSays(string text)
    {
        foreach (string field in (string[])["process.pid", "source.port", "event.sequence"])
            Compare(field, text, $"\"{text}\"");
    }

    [Fact]
    public void Write_PathThatEndsInAnEscape_IsReadFirst()
    {
        JsonObject seen = Written("file.path", writer => writer.Write("file.path", place: 1), """
            {"x":"C:\\a\tb.txt"}
            """);

        seen["file"]!["directory"]!.GetValue<string>().ShouldBe("C:\\");
        seen["file"]!["name"]!.GetValue<string>().ShouldBe("a\tb.txt");
    }

    private static void Compare(string field, string text, string json)
    {
        EcsField target = field;
        string document = $$"""{"x":{{json}}}""";
        JsonObject asItStands = Written(field, writer => writer.Write(target, place: 1), document);
        JsonObject asRead = Written(field, writer => writer.Write(target, Encoding.UTF8.GetBytes(text)), document);

        if (!JsonNode.DeepEquals(asItStands, asRead))
            asItStands.ToJsonString().ShouldBe(asRead.ToJsonString(), $"{field} of {json}");
    }

    private static JsonObject Written(string field, Action<EcsWriter> write, string document)
    {
        EventDraft draft = new();
        draft.TryRead(Encoding.UTF8.GetBytes(document), new JsonBounds()).ShouldBeTrue(field);
        draft.Ecs.Begin();
        write(draft.Ecs);
        draft.Ecs.End();
        return JsonNode.Parse(draft.Finish())!.AsObject();
    }

    // Every character as itself where it may be, in its short escape, or as a number.
    private static string Escaped(string text, Random random)
    {
        if (random.Next(3) == 0)
            return JsonSerializer.Serialize(text, Relaxed);
        StringBuilder json = new("\"");
        foreach (char c in text)
        {
            if (random.Next(4) == 0)
                json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else if (c == '/' && random.Next(2) == 0)
                json.Append("\\/");
            else if (char.IsSurrogate(c) || c < ' ')
                json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else
                json.Append(c is '"' or '\\' ? $"\\{c}" : c);
        }

        return json.Append('"').ToString();
    }
}
