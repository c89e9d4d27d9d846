using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using HueSoc.Events.Normalisers;
using HueSoc.Events.Windows;
using HueSoc.Events.WindowsXml;

namespace HueSoc.Events.Tests.WindowsXml;

/// <summary>The parser against System.Xml, which feeds the same writer.</summary>
public sealed class EventXmlParserModelTests
{
    private static readonly string[] Names = ["Event", "System", "EventData", "Data", "a", "b:c", "Ünï", "x-1._", "UserData", "EventID"];
    private static readonly string[] Texts = ["x", "7", "  ", "\r\n\t", "&lt;&amp;&gt;&quot;&apos;", "&#65;&#x1F642;&#10;", "Huế 🙂", "\"quoted\"", "it's", "a]]b", "<![CDATA[<&>]]>", "<!-- - <x> -->", "<?p i?>", "\\"];

    [Fact]
    public void TryParse_RandomDocuments_IsWhatSystemXmlReads()
    {
        Random random = new(11);
        for (int i = 0; i < 3_000; i++)
        {
            StringBuilder xml = new(random.Next(3) == 0 ? "<?xml version=\"1.0\"?>\n" : string.Empty);
            Element(xml, random, 0);
            string document = xml.ToString();

            Ours(document).ShouldBe(Theirs(document).ShouldNotBeNull(document), document);
        }
    }

    [Fact]
    public void TryParse_DamagedDocuments_IsWhatSystemXmlReadsOrAFault()
    {
        Random random = new(12);
        int both = 0;
        for (int i = 0; i < 6_000; i++)
        {
            StringBuilder xml = new();
            Element(xml, random, 0);
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                int at = random.Next(xml.Length);
                switch (random.Next(3))
                {
                    case 0:
                        xml.Remove(at, 1);
                        break;
                    case 1:
                        xml.Insert(at, "<>/&;'\"= a!?-]\u0001"[random.Next(15)]);
                        break;
                    default:
                        xml[at] = "<>/&;'\"= a!?-]\u0001"[random.Next(15)];
                        break;
                }

                if (xml.Length == 0)
                    break;
            }

            string document = xml.ToString();
            string? ours = Ours(document);
            if (Theirs(document) is not { } theirs)
                continue;
            both++;
            ours.ShouldBe(theirs, document);
        }

        both.ShouldBeGreaterThan(500);
    }

    private static void Element(StringBuilder xml, Random random, int depth)
    {
        string name = depth == 0 && random.Next(2) == 0 ? "Event" : Names[random.Next(Names.Length)];
        xml.Append('<').Append(name);
        int attributes = random.Next(4);
        for (int i = 0; i < attributes; i++)
        {
            char quote = random.Next(2) == 0 ? '"' : '\'';
            string value = Texts[random.Next(9)].Replace("<![CDATA[", string.Empty, StringComparison.Ordinal).Replace(quote, '.');
            xml.Append(CultureInfo.InvariantCulture, $" {(i == 0 ? "Name" : $"n{i}")}{(random.Next(4) == 0 ? " = " : "=")}{quote}{value}{quote}");
        }

        int children = random.Next(depth > 5 ? 1 : 5);
        if (children == 0 && random.Next(2) == 0)
        {
            xml.Append(" />"[random.Next(2)..]);
            return;
        }

        xml.Append('>');
        for (int i = 0; i < children; i++)
        {
            if (random.Next(2) == 0)
                Element(xml, random, depth + 1);
            else
                xml.Append(Texts[random.Next(Texts.Length)]);
        }

        xml.Append("</").Append(name).Append(random.Next(5) == 0 ? " >" : ">");
    }

    private static string? Ours(string xml)
    {
        RenderedEventReader reader = new();
        ByteSink output = new();
        return reader.TryRead(Encoding.UTF8.GetBytes(xml), output) ? Encoding.UTF8.GetString(output.Written) : null;
    }

    // Null for what it does not take. Line ends and white space stay as they are. Without normalisation it takes numbers that no character has.
    private static string? Theirs(string xml)
    {
        if (Regex.Matches(xml, "&#(?:x(?<hex>[0-9a-fA-F]+)|(?<dec>[0-9]+));", RegexOptions.NonBacktracking).Any(match => NumberOf(match) > 0x10FFFF))
            return null;
        WindowsEventWriter writer = new();
        writer.Begin();
        try
        {
            using XmlTextReader reader = new(new StringReader(xml)) { Namespaces = false, Normalization = false, DtdProcessing = DtdProcessing.Prohibit, EntityHandling = EntityHandling.ExpandEntities, WhitespaceHandling = WhitespaceHandling.All };
            StringBuilder text = new();
            while (reader.Read())
                Feed(writer, reader, text);
        }
        catch (XmlException)
        {
            return null;
        }

        ByteSink output = new();
        writer.Complete(output).ShouldBeTrue();
        return Encoding.UTF8.GetString(output.Written);
    }

    private static ulong NumberOf(Match reference) => reference.Groups["hex"].Success
        ? ulong.Parse(reference.Groups["hex"].Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
        : ulong.Parse(reference.Groups["dec"].Value, CultureInfo.InvariantCulture);

    private static void Feed(WindowsEventWriter writer, XmlTextReader reader, StringBuilder text)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                text.Append(reader.Value);
                return;
            case XmlNodeType.Element or XmlNodeType.EndElement:
                if (text.Length > 0)
                    writer.Text(Encoding.UTF8.GetBytes(text.ToString()));
                text.Clear();
                break;
            default:
                return;
        }

        if (reader.NodeType == XmlNodeType.EndElement)
        {
            writer.EndElement();
            return;
        }

        writer.StartElement(Encoding.UTF8.GetBytes(reader.Name));
        bool isEmpty = reader.IsEmptyElement;
        while (reader.MoveToNextAttribute())
            writer.Attribute(Encoding.UTF8.GetBytes(reader.Name), Encoding.UTF8.GetBytes(reader.Value));
        if (isEmpty)
            writer.EndElement();
    }
}
