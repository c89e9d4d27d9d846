using System.Text;
using System.Text.Json;
using HueSoc.Storage.Text;

namespace HueSoc.Storage.Tests.Text;

/// <summary>The cursor beside the framework's reader, which is slower and is the model.</summary>
public sealed class JsonCursorTests
{
    private const int Documents = 20_000;

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\"a\"", "\"\\u00e9\\n\"", "\"\\ud800\"", "\"\\x\"", "\"\\u12g4\"", "\"tab\there\"", "true", "false", "null", "tru", "0", "-0.5e+3", "01", "1.", "-", "1e",
        " ", "\r\n\t", "\"a long string that is longer than one step of the cursor, which has thirty-two bytes\"", "\"đăng nhập\"", "\u0001",
    ];

    [Fact]
    public void Read_RandomDocuments_WhatTheFrameworkReads()
    {
        Random random = new(20261122);
        int valid = 0;
        for (int number = 0; number < Documents; number++)
        {
            StringBuilder text = new();
            Write(random, text, depth: 0);
            byte[] document = Encoding.UTF8.GetBytes(text.ToString());
            if (random.Next(3) > 0)
                document = Mutate(random, document);

            (string tokens, bool isValid) = ByCursor(document);

            string shown = Convert.ToHexString(document);
            (string expected, bool expectedValid) = ByFramework(document);
            isValid.ShouldBe(expectedValid, shown);
            if (isValid)
                tokens.ShouldBe(expected, shown);
            valid += isValid ? 1 : 0;
        }

        valid.ShouldBeInRange(Documents / 4, Documents * 3 / 4);
    }

    [Theory]
    [InlineData(JsonCursor.MaxDepth, true)]
    [InlineData(JsonCursor.MaxDepth + 1, false)]
    public void Read_Deep_AsFarAsThereIsRoom(int depth, bool isValid) =>
        ByCursor(Encoding.ASCII.GetBytes(new string('[', depth) + new string(']', depth))).IsValid.ShouldBe(isValid);

    [Fact]
    public void Skip_Object_StandsOnItsEnd()
    {
        JsonCursor cursor = new("""{"a":{"b":[1,{"c":"}"}]},"d":2}"""u8, new ulong[JsonCursor.RoomLength]);
        cursor.Read();
        cursor.Read();
        cursor.Read();

        cursor.Skip().ShouldBeTrue();

        cursor.TokenType.ShouldBe(JsonTokenType.EndObject);
        cursor.Read().ShouldBeTrue();
        Encoding.UTF8.GetString(cursor.ValueSpan).ShouldBe("d");
    }

    private static (string Tokens, bool IsValid) ByCursor(byte[] document)
    {
        StringBuilder tokens = new();
        // What is in the room before must not matter.
        ulong[] room = new ulong[JsonCursor.RoomLength];
        Array.Fill(room, 0xA5A5_5A5A_0FF0_3CC3);
        JsonCursor cursor = new(document, room);
        while (cursor.Read())
            Tell(tokens, cursor.TokenType, cursor.ValueSpan, cursor.ValueIsEscaped);
        return (tokens.ToString(), !cursor.IsFaulty);
    }

    private static (string Tokens, bool IsValid) ByFramework(byte[] document)
    {
        StringBuilder tokens = new();
        Utf8JsonReader reader = new(document, new JsonReaderOptions { MaxDepth = JsonCursor.MaxDepth });
        try
        {
            while (reader.Read())
                Tell(tokens, reader.TokenType, reader.ValueSpan, reader.ValueIsEscaped);
            return (tokens.ToString(), true);
        }
        catch (JsonException)
        {
            return (tokens.ToString(), false);
        }
    }

    private static void Tell(StringBuilder tokens, JsonTokenType type, ReadOnlySpan<byte> value, bool isEscaped)
    {
        tokens.Append(type);
        if (type is JsonTokenType.PropertyName or JsonTokenType.String or JsonTokenType.Number)
            tokens.Append(' ').Append(Convert.ToHexString(value)).Append(isEscaped ? '*' : ' ');
        tokens.Append('\n');
    }

    private static void Write(Random random, StringBuilder text, int depth)
    {
        switch (depth > 5 ? random.Next(4) : random.Next(6))
        {
            case 0:
                text.Append(random.NextDouble() * random.Next(-1000, 1000));
                break;
            case 1:
                text.Append(random.Next(3) switch { 0 => "true", 1 => "false", _ => "null" });
                break;
            case 2 or 3:
                WriteString(random, text);
                break;
            case 4:
                text.Append('[');
                WriteMany(random, text, () => Write(random, text, depth + 1));
                text.Append(']');
                break;
            default:
                text.Append('{');
                WriteMany(random, text, () =>
                {
                    WriteString(random, text);
                    text.Append(random.Next(4) == 0 ? " : " : ":");
                    Write(random, text, depth + 1);
                });
                text.Append('}');
                break;
        }
    }

    private static void WriteMany(Random random, StringBuilder text, Action one)
    {
        int count = random.Next(5);
        for (int index = 0; index < count; index++)
        {
            if (index > 0)
                text.Append(random.Next(4) == 0 ? " ,\n" : ",");
            one();
        }
    }

    private static void WriteString(Random random, StringBuilder text)
    {
        text.Append('"');
        for (int length = random.Next(3) == 0 ? random.Next(100) : random.Next(8); length > 0; length--)
            text.Append(random.Next(12) switch { 0 => "\\n", 1 => "\\\\", 2 => "\\\"", 3 => "\\u0041", 4 => "ệ", _ => ((char)random.Next('a', 'z')).ToString() });
        text.Append('"');
    }

    private static byte[] Mutate(Random random, byte[] document)
    {
        int at = random.Next(document.Length + 1);
        return random.Next(4) switch
        {
            0 => document[..at],
            1 => [.. document[..at], .. Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]), .. document[at..]],
            2 when at < document.Length => [.. document[..at], (byte)random.Next(256), .. document[(at + 1)..]],
            _ => [.. document[..at], .. document[Math.Min(at + 1, document.Length)..]],
        };
    }
}
