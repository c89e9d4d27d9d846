using System.Buffers.Text;
using System.Globalization;
using System.Text;
using HueSoc.Events.Normalisers;
using HueSoc.Events.Windows;

namespace HueSoc.Events.WindowsXml;

/// <summary>
/// Parses the XML that Windows renders of events (and the bookmarks it writes) straight into the tree of a writer: elements, attributes, texts, CDATA, the five entities and
/// references to characters. What it has no use for in events (declarations, comments, instructions) is passed over; a document type is refused, and with it every other entity.
/// Characters that XML does not allow are taken as they are, since Windows writes them, and so are line ends. Used again and again by one thread; it allocates nothing unless something is wrong.
/// </summary>
/// <param name="writer">Where events are made. It has begun one.</param>
internal sealed class EventXmlParser(WindowsEventWriter writer)
{
    /// <summary>How many levels of elements there may be.</summary>
    public const int MaxDepth = 32;

    private const int LongestReference = 12;

    private readonly (int Start, int Length)[] open = new (int Start, int Length)[MaxDepth];
    private int depth;
    private bool isDone;

    /// <summary>What is wrong and where, when something is: <c>offset 12: …</c>.</summary>
    public string Fault { get; private set; } = string.Empty;

    /// <summary>Parses one element with all that is in it.</summary>
    /// <param name="xml">Valid UTF-8.</param>
    /// <param name="at">Where to begin; where the element ends afterwards, or where it went wrong.</param>
    /// <returns>False when it is no well-formed element: <see cref="Fault"/> says what is wrong.</returns>
    public bool TryParse(ReadOnlySpan<byte> xml, ref int at)
    {
        depth = 0;
        isDone = false;
        while (at < xml.Length)
        {
            if (!(xml[at] == (byte)'<' ? Markup(xml, ref at) : Text(xml, ref at)))
                return false;
            if (isDone)
                return true;
        }

        return Fail(at, depth > 0 ? "it ends within an element" : "there is no element");
    }

    /// <summary>Says what is wrong.</summary>
    /// <returns>False.</returns>
    public bool Fail(int at, string fault)
    {
        Fault = string.Create(CultureInfo.InvariantCulture, $"offset {at}: {fault}");
        return false;
    }

    private EventTree Tree => writer.Tree;

    private bool Markup(ReadOnlySpan<byte> xml, ref int at)
    {
        ReadOnlySpan<byte> rest = xml[at..];
        if (rest.StartsWith("</"u8))
            return EndTag(xml, ref at);
        if (rest.StartsWith("<?"u8))
            return Skip(xml, ref at, 2, "?>"u8);
        if (rest.StartsWith("<!--"u8))
            return Skip(xml, ref at, 4, "-->"u8);
        if (rest.StartsWith("<![CDATA["u8))
            return CData(xml, ref at);
        return rest.StartsWith("<!"u8) ? Fail(at, "a document type, which events have none of") : StartTag(xml, ref at);
    }

    private bool StartTag(ReadOnlySpan<byte> xml, ref int at)
    {
        if (depth == MaxDepth)
            return Fail(at, "too many levels of elements");
        at++;
        int nameStart = at;
        if (!Name(xml, ref at))
            return false;
        (int Start, int Length) name = (nameStart, at - nameStart);
        writer.StartElement(xml.Slice(name.Start, name.Length));
        while (true)
        {
            bool isSpaced = Space(xml, ref at);
            if (at >= xml.Length)
                return Fail(at, "it ends within a tag");
            if (xml[at] == (byte)'>')
            {
                at++;
                open[depth++] = name;
                return true;
            }

            if (xml[at..].StartsWith("/>"u8))
            {
                at += 2;
                writer.EndElement();
                isDone = depth == 0;
                return true;
            }

            if (!isSpaced)
                return Fail(at, "a tag with something in it that is no attribute");
            if (!Attribute(xml, ref at))
                return false;
        }
    }

    private bool EndTag(ReadOnlySpan<byte> xml, ref int at)
    {
        int start = at;
        at += 2;
        int nameStart = at;
        if (!Name(xml, ref at))
            return false;
        ReadOnlySpan<byte> name = xml[nameStart..at];
        Space(xml, ref at);
        if (at >= xml.Length || xml[at] != (byte)'>')
            return Fail(at, "an end tag that does not end");
        at++;
        if (depth == 0 || !xml.Slice(open[depth - 1].Start, open[depth - 1].Length).SequenceEqual(name))
            return Fail(start, "an end tag of an element that is not open");
        writer.EndElement();
        isDone = --depth == 0;
        return true;
    }

    private bool Attribute(ReadOnlySpan<byte> xml, ref int at)
    {
        int nameStart = at;
        if (!Name(xml, ref at))
            return false;
        int target = Tree.Bytes.Length;
        JsonStrings.Escape(Tree.Bytes, xml[nameStart..at]);
        Tree.StartAttribute(target);
        Space(xml, ref at);
        if (at >= xml.Length || xml[at] != (byte)'=')
            return Fail(at, "an attribute without a value");
        at++;
        Space(xml, ref at);
        if (at >= xml.Length || xml[at] is not ((byte)'"' or (byte)'\''))
            return Fail(at, "an attribute's value without quotes");
        byte quote = xml[at++];
        while (true)
        {
            int run = xml[at..].IndexOfAny(quote, (byte)'<', (byte)'&');
            if (run < 0)
                return Fail(xml.Length, "it ends within an attribute");
            JsonStrings.Escape(Tree.Bytes, xml.Slice(at, run));
            at += run;
            if (xml[at] == quote)
                break;
            if (xml[at] == (byte)'<')
                return Fail(at, "a tag within an attribute");
            if (!Reference(xml, ref at))
                return false;
        }

        at++;
        Tree.EndAttribute();
        return true;
    }

    private bool Text(ReadOnlySpan<byte> xml, ref int at)
    {
        if (depth == 0)
            return Space(xml, ref at) || Fail(at, "text that is in no element");
        int start = Tree.BeginText();
        while (at < xml.Length && xml[at] != (byte)'<')
        {
            int run = xml[at..].IndexOfAny((byte)'<', (byte)'&');
            if (run < 0)
                run = xml.Length - at;
            JsonStrings.Escape(Tree.Bytes, xml.Slice(at, run));
            at += run;
            if (at < xml.Length && xml[at] == (byte)'&' && !Reference(xml, ref at))
                return false;
        }

        Tree.EndText(start);
        return true;
    }

    private bool CData(ReadOnlySpan<byte> xml, ref int at)
    {
        int start = at + "<![CDATA["u8.Length;
        if (depth == 0)
            return Fail(at, "text that is in no element");
        if (!Skip(xml, ref at, "<![CDATA["u8.Length, "]]>"u8))
            return false;
        writer.Text(xml[start..(at - "]]>"u8.Length)]);
        return true;
    }

    private bool Skip(ReadOnlySpan<byte> xml, ref int at, int opening, ReadOnlySpan<byte> closing)
    {
        int length = xml[(at + opening)..].IndexOf(closing);
        if (length < 0)
            return Fail(at, "what begins here does not end");
        at += opening + length + closing.Length;
        return true;
    }

    // An entity or a character by its number, written as what it stands for.
    private bool Reference(ReadOnlySpan<byte> xml, ref int at)
    {
        ReadOnlySpan<byte> rest = xml[(at + 1)..];
        int end = rest[..Math.Min(rest.Length, LongestReference)].IndexOf((byte)';');
        if (end < 1)
            return Fail(at, "an ampersand that begins no reference");
        ReadOnlySpan<byte> name = rest[..end];
        Span<byte> character = stackalloc byte[4];
        int length = 1;
        character[0] = name switch
        {
            _ when name.SequenceEqual("lt"u8) => (byte)'<',
            _ when name.SequenceEqual("gt"u8) => (byte)'>',
            _ when name.SequenceEqual("amp"u8) => (byte)'&',
            _ when name.SequenceEqual("quot"u8) => (byte)'"',
            _ when name.SequenceEqual("apos"u8) => (byte)'\'',
            _ => 0,
        };
        if (character[0] == 0)
        {
            if (!TryNumber(name, out uint number))
                return Fail(at, "a reference to nothing that is known");

            // Half of a pair is no character.
            length = (Rune.IsValid(number) ? new Rune(number) : Rune.ReplacementChar).EncodeToUtf8(character);
        }

        JsonStrings.Escape(Tree.Bytes, character[..length]);
        at += end + 2;
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> name, out uint number)
    {
        number = 0;
        bool isHexadecimal = name.StartsWith("#x"u8);
        ReadOnlySpan<byte> digits = isHexadecimal ? name[2..] : name.StartsWith("#"u8) ? name[1..] : default;
        if (digits.IsEmpty || digits[0] is (byte)'+' or (byte)'-')
            return false;
        return Utf8Parser.TryParse(digits, out number, out int used, isHexadecimal ? 'x' : 'd') && used == digits.Length && number <= 0x10FFFF;
    }

    private bool Name(ReadOnlySpan<byte> xml, ref int at)
    {
        int start = at;
        while (at < xml.Length && IsNameByte(xml[at]))
            at++;
        return (at > start && xml[start] is not ((byte)'-' or (byte)'.') and not (>= (byte)'0' and <= (byte)'9')) || Fail(start, "a name is missing");
    }

    private static bool IsNameByte(byte b) => b >= 0x80 || char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'-' or (byte)'.' or (byte)':';

    private static bool Space(ReadOnlySpan<byte> xml, ref int at)
    {
        int start = at;
        while (at < xml.Length && xml[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            at++;
        return at > start;
    }
}
