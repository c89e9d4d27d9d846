using System.Text;
using System.Text.Json;
using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Tests.Normalisers;

public sealed class JsonStringsTests
{
    private static readonly string[] Parts = ["\\", "\\\\", "\"", "\n", "\u0000", "\u001f", "a", "é", "😀", "plain text that is longer than one vector of any machine"];

    [Fact]
    public void Unescape_WhatEscapeWrote_IsTheText()
    {
        Random random = new(2);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => Parts[random.Next(Parts.Length)])));
            ByteSink sink = new();

            JsonStrings.Escape(sink, text);

            byte[] inner = sink.Written.ToArray();
            JsonSerializer.Deserialize<string>([(byte)'"', .. inner, (byte)'"']).ShouldBe(Encoding.UTF8.GetString(text));
            byte[] target = new byte[inner.Length];
            target[..JsonStrings.Unescape(inner, target)].ShouldBe(text);
            JsonStrings.TextLength([(byte)'"', .. inner, (byte)'"', (byte)',', (byte)'"']).ShouldBe(inner.Length + 2);
        }
    }

    [Fact]
    public void IndexOfMark_MarkAnywhere_IsFound()
    {
        for (int length = 0; length < 100; length++)
        {
            byte[] text = Encoding.ASCII.GetBytes(new string('a', length));
            JsonStrings.IndexOfMark(text, 0).ShouldBe(length);
            for (int at = 0; at < length; at++)
            {
                text[at] = (byte)"\"\\\n"[at % 3];
                for (int from = 0; from <= length; from++)
                    JsonStrings.IndexOfMark(text, from).ShouldBe(from <= at ? at : length);
                text[at] = 0xC3;
                JsonStrings.IndexOfMark(text, 0).ShouldBe(length);
                text[at] = (byte)'a';
            }
        }
    }
}
