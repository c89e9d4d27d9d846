using System.Text;
using HueSoc.Events.Normalisers;
using HueSoc.Events.Tests.Evtx;
using HueSoc.Events.WindowsXml;
using HueSoc.Tests.Corpus;

namespace HueSoc.Events.Tests.WindowsXml;

/// <summary>Events as Windows renders them in XML.</summary>
public sealed class RenderedEventReaderTests
{
    private const string Folder = "corpora/evtx/windows-rendered";
    private const string Sample =
        "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='P'/><EventID>1</EventID>"
        + "<TimeCreated SystemTime='2020-02-18T02:52:37.1211986Z'/><EventRecordID>7</EventRecordID><Channel>C</Channel><Computer>pc</Computer></System>"
        + "<EventData><Data Name='A'>x &lt;1&gt; &amp; \"2\" Huế 🙂</Data></EventData></Event>";

    [CorpusFact(Folder)]
    public void TryReadNext_FilesThatWindowsRendered_IsTheLineThatTheirEvtxGives()
    {
        int compared = 0;
        foreach (string path in Directory.EnumerateFiles(CorpusPaths.Of(Folder), "*.evtx"))
        {
            Dictionary<long, string> rendered = [];
            RenderedEventReader reader = new();
            byte[] xml = File.ReadAllBytes(Path.ChangeExtension(path, ".xml"));
            ByteSink line = new();
            for (int at = 0; at < xml.AsSpan().TrimEnd("\r\n"u8).Length; line.Clear())
            {
                reader.TryReadNext(xml, ref at, line).ShouldBeTrue(reader.Fault);
                rendered.Add(reader.RecordId, Encoding.UTF8.GetString(line.Written));
            }

            EvtxReading evtx = EvtxReading.LayoutOf(File.ReadAllBytes(path));

            evtx.Ids.Order().ShouldBe(rendered.Keys.Order(), path);
            foreach ((long id, string json) in evtx.Events)
                rendered[id].ShouldBe(json, path);
            compared += rendered.Count;
        }

        compared.ShouldBe(49);
    }

    [Fact]
    public void TryRead_InAnyEncoding_IsTheSameLine()
    {
        string expected = Line(Encoding.UTF8.GetBytes(Sample));

        expected.ShouldContain("\"A\":\"x <1> & \\\"2\\\" Huế 🙂\"");
        foreach (Encoding encoding in (Encoding[])[new UnicodeEncoding(bigEndian: false, byteOrderMark: true), new UnicodeEncoding(bigEndian: true, byteOrderMark: true), new UTF8Encoding(true)])
            Line([.. encoding.GetPreamble(), .. encoding.GetBytes(Sample)]).ShouldBe(expected);
        Line(Encoding.Unicode.GetBytes(Sample)).ShouldBe(expected);
        Line(Encoding.Unicode.GetBytes(Sample + "\0\0")).ShouldBe(expected);
        Line(Encoding.Unicode.GetBytes($"<?xml version='1.0' encoding='utf-16'?>\r\n<!-- <a> -->{Sample}\r\n")).ShouldBe(expected);
    }

    [Fact]
    public void TryRead_CharactersThatXmlForbids_AreKept()
    {
        string line = Line(Encoding.Unicode.GetBytes(Sample.Replace("Huế", "\u0001\ud800\uffff\r\n&#xD83D;&#0;", StringComparison.Ordinal)));

        line.ShouldContain("\"x <1> & \\\"2\\\" \\u0001\uFFFD\uFFFF\\r\\n\uFFFD\\u0000 🙂\"");
    }

    [Theory]
    [InlineData("", "offset 0: there is no element")]
    [InlineData("   ", "offset 3: there is no element")]
    [InlineData("x<a/>", "offset 0: text that is in no element")]
    [InlineData("<a>", "offset 3: it ends within an element")]
    [InlineData("<a", "offset 2: it ends within a tag")]
    [InlineData("<a b='1'c='2'/>", "offset 8: a tag with something in it that is no attribute")]
    [InlineData("<a b/>", "offset 4: an attribute without a value")]
    [InlineData("<a b=1/>", "offset 5: an attribute's value without quotes")]
    [InlineData("<a b='1", "offset 7: it ends within an attribute")]
    [InlineData("<a b='<'/>", "offset 6: a tag within an attribute")]
    [InlineData("<a></b>", "offset 3: an end tag of an element that is not open")]
    [InlineData("</a>", "offset 0: an end tag of an element that is not open")]
    [InlineData("<a></a b>", "offset 7: an end tag that does not end")]
    [InlineData("<1a/>", "offset 1: a name is missing")]
    [InlineData("<a>&b;</a>", "offset 3: a reference to nothing that is known")]
    [InlineData("<a>&#x110000;</a>", "offset 3: a reference to nothing that is known")]
    [InlineData("<a>&#+1;</a>", "offset 3: a reference to nothing that is known")]
    [InlineData("<a>&#;</a>", "offset 3: a reference to nothing that is known")]
    [InlineData("<a> & </a>", "offset 4: an ampersand that begins no reference")]
    [InlineData("<a><!-- </a>", "offset 3: what begins here does not end")]
    [InlineData("<a><![CDATA[ </a>", "offset 3: what begins here does not end")]
    [InlineData("<![CDATA[x]]>", "offset 0: text that is in no element")]
    [InlineData("<a/><b/>", "offset 4: more follows behind the event")]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'bbbb'>]><a>&b;</a>", "offset 0: a document type, which events have none of")]
    public void TryRead_WhatIsNoEvent_NamesThePlace(string xml, string fault)
    {
        RenderedEventReader reader = new();
        ByteSink output = new();

        reader.TryRead(Encoding.UTF8.GetBytes(xml), output).ShouldBeFalse();

        reader.Fault.ShouldBe(fault);
        output.Length.ShouldBe(0);
    }

    [Fact]
    public void TryRead_TooDeep_IsAFaultAndTheNextIsRead()
    {
        RenderedEventReader reader = new();
        ByteSink output = new();

        reader.TryRead(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>", 100_000))), output).ShouldBeFalse();
        reader.Fault.ShouldBe("offset 96: too many levels of elements");
        reader.TryRead(Encoding.UTF8.GetBytes(Sample), output).ShouldBeTrue();
    }

    [Fact]
    public void TryRead_TooMuch_IsAFault()
    {
        RenderedEventReader reader = new();
        ByteSink output = new();

        reader.TryRead(Encoding.UTF8.GetBytes("<a>" + new string('x', RenderedEventReader.MaxBytes) + "</a>"), output).ShouldBeFalse();
        reader.Fault.ShouldEndWith("more than 4194304 bytes");
        reader.TryRead(Encoding.UTF8.GetBytes("<a>" + string.Concat(Enumerable.Repeat("<b/>", 300_000)) + "</a>"), output).ShouldBeFalse();
        reader.Fault.ShouldEndWith("too much for one event");
        output.Length.ShouldBe(0);
    }

    [Fact]
    public void TryRead_BytesThatAreNoText_IsAFault()
    {
        RenderedEventReader reader = new();

        reader.TryRead([(byte)'<', (byte)'a', (byte)'>', 0xFF, (byte)'<', (byte)'/', (byte)'a', (byte)'>'], new ByteSink()).ShouldBeFalse();

        reader.Fault.ShouldBe("offset 0: not UTF-8");
    }

    [Fact]
    public void TryRead_CutAnywhere_IsAFault()
    {
        RenderedEventReader reader = new();
        byte[] xml = Encoding.UTF8.GetBytes(Sample);
        for (int length = 0; length < xml.Length; length++)
            reader.TryRead(xml.AsSpan(0, length), new ByteSink()).ShouldBeFalse();
    }

    [Fact]
    public void TryRead_AgainAndAgain_AllocatesNothing()
    {
        RenderedEventReader reader = new();
        XmlEncoding encoding = new();
        ByteSink output = new();
        byte[] xml = Encoding.Unicode.GetBytes(Sample);
        long least = long.MaxValue;
        for (int round = 0; round < 5; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 200; i++)
            {
                output.Clear();
                reader.TryRead(encoding.Decode(xml), output);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        least.ShouldBe(0);
    }

    private static string Line(byte[] xml)
    {
        RenderedEventReader reader = new();
        ByteSink output = new();
        reader.TryRead(new XmlEncoding().Decode(xml), output).ShouldBeTrue(reader.Fault);
        reader.RecordId.ShouldBe(7);
        return Encoding.UTF8.GetString(output.Written);
    }
}
