using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using HueSoc.Events.Normalisers;
using HueSoc.Events.Windows;

namespace HueSoc.Events.Tests.Evtx;

/// <summary>The Windows layout, from XML as a parser would hand it in.</summary>
public sealed class WindowsEventWriterTests
{
    private const string System =
        """
        <System><Provider Name="P" Guid="{g}" EventSourceName="S"/><EventID Qualifiers="16384">7036</EventID><Version>1</Version><Level>2</Level>
        <Task>3</Task><Opcode>4</Opcode><Keywords>0x8080000000000000</Keywords><TimeCreated SystemTime="2020-01-02T03:04:05.1234567Z"/>
        <EventRecordID>99</EventRecordID><Correlation ActivityID="{a}" RelatedActivityID="{r}"/><Execution ProcessID="5" ThreadID="6"/>
        <Channel>System</Channel><Computer>pc</Computer><Security UserID="S-1-5-18"/></System>
        """;

    private static JsonObject Write(string xml, long recordId = -1, long fileTime = 0)
    {
        WindowsEventWriter writer = new();
        writer.Begin(recordId, fileTime);
        Feed(writer, XElement.Parse(xml, LoadOptions.PreserveWhitespace));
        ByteSink output = new();
        writer.Complete(output).ShouldBeTrue();
        return (JsonObject)JsonNode.Parse(Encoding.UTF8.GetString(output.Written))!;
    }

    private static void Feed(WindowsEventWriter writer, XElement element)
    {
        writer.StartElement(Encoding.UTF8.GetBytes(element.Name.LocalName));
        foreach (XAttribute attribute in element.Attributes())
            writer.Attribute(Encoding.UTF8.GetBytes(attribute.Name.LocalName), Encoding.UTF8.GetBytes(attribute.Value));
        foreach (XNode node in element.Nodes())
        {
            if (node is XElement child)
                Feed(writer, child);
            else if (node is XText text)
                writer.Text(Encoding.UTF8.GetBytes(text.Value));
        }

        writer.EndElement();
    }

    private static string Winlog(string sections, string member) => Write($"<Event>{System}{sections}</Event>")["winlog"]![member]!.ToJsonString();

    [Fact]
    public void Complete_System_IsInItsPlaces()
    {
        Write($"<Event xmlns='urn:x'>{System}</Event>").ToJsonString().ShouldBe(
            """{"@timestamp":"2020-01-02T03:04:05.1234567Z","winlog":{"provider_name":"P","provider_guid":"{g}","event_source_name":"S","event_id":"7036","qualifiers":16384,"version":1,"level":2,"task":3,"opcode":4,"keywords":"0x8080000000000000","record_id":99,"activity_id":"{a}","related_activity_id":"{r}","process":{"pid":5,"thread":{"id":6}},"channel":"System","computer_name":"pc","user":{"identifier":"S-1-5-18"}},"event":{"code":"7036","provider":"P","kind":"event"},"host":{"name":"pc"},"log":{"level":"error"}}""");
    }

    [Theory]
    [InlineData("<Data Name='A'>1</Data><Data Name='B'/>", """{"A":"1","B":""}""")]
    [InlineData("<Data Name='A'>1</Data><Data Name='B'>2</Data><Data Name='A'>3</Data>", """{"A":["1","3"],"B":"2"}""")]
    [InlineData("<Data>x</Data>", """{"param1":"x","Data":"x"}""")]
    [InlineData("<Data>x</Data><Data>y</Data><Binary>0AFF</Binary>", """{"param1":"x","param2":"y","Binary":"0AFF","Data":["x","y"]}""")]
    [InlineData("<Data>x</Data><Data Name='Data'>y</Data>", """{"param1":"x","Data":"y"}""")]
    [InlineData("<Data Name='a&quot;b\\'>1\n2</Data>", """{"a\u0022b\\":"1\n2"}""")]
    [InlineData("\n  <Data Name='A'>1</Data>\n", """{"A":"1"}""")]
    [InlineData("", "{}")]
    public void Complete_EventData_IsByName(string data, string expected) =>
        Winlog($"<EventData>{data}</EventData>", "event_data").ShouldBe(expected);

    [Theory]
    [InlineData("<EventXML><Subject>s</Subject><Empty/></EventXML>", """{"xml_name":"EventXML","Subject":"s","Empty":""}""")]
    [InlineData("<X a='1'>text<Y b='2'>t</Y><Y>u</Y></X>", """{"xml_name":"X","a":"1","Y":[{"b":"2","Y_value":"t"},"u"],"X_value":"text"}""")]
    [InlineData("<X xmlns='urn:y'><A><B><C>d</C></B></A></X>", """{"xml_name":"X","A":{"B":{"C":"d"}}}""")]
    [InlineData("", "{}")]
    public void Complete_UserData_IsAsNestedAsItIs(string data, string expected) =>
        Winlog($"<UserData>{data}</UserData>", "user_data").ShouldBe(expected);

    [Fact]
    public void Complete_RenderedMessage_IsTheMessage()
    {
        JsonObject layout = Write($"<Event>{System}<RenderingInfo Culture='en-US'><Message>It began.</Message><Level>Error</Level></RenderingInfo></Event>");

        layout["message"]!.GetValue<string>().ShouldBe("It began.");
        layout["winlog"]!["rendering_info"]!["Level"]!.GetValue<string>().ShouldBe("Error");
    }

    [Fact]
    public void Complete_UnknownElements_AreKept()
    {
        JsonObject layout = Write($"<Event>{System.Replace("</System>", "<New a='1'/></System>", StringComparison.Ordinal)}<Odd>x</Odd><EventData/><EventData><Data Name='A'>1</Data></EventData></Event>");

        layout["winlog"]!["system"]!.ToJsonString().ShouldBe("""{"New":{"a":"1"}}""");
        layout["winlog"]!["other"]!["Odd"]!.GetValue<string>().ShouldBe("x");
        layout["winlog"]!["other"]!["EventData"].ShouldNotBeNull();
    }

    [Fact]
    public void Complete_NumberAndTimeMissing_AreTheRecords()
    {
        JsonObject layout = Write("<Event><System><Level>high</Level></System></Event>", recordId: 12, fileTime: 132_223_000_000_000_000);

        layout["winlog"]!["record_id"]!.GetValue<long>().ShouldBe(12);
        layout["@timestamp"]!.GetValue<string>().ShouldBe("2019-12-31T21:06:40.0000000Z");
        layout["winlog"]!["level"]!.GetValue<string>().ShouldBe("high");
    }

    [Fact]
    public void Complete_ManyNamesThatRepeat_IsLinear()
    {
        string data = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<Data Name='N{i % 10_000}'>{i}</Data>"));

        JsonNode written = JsonNode.Parse(Winlog($"<EventData>{data}</EventData>", "event_data"))!;

        written.AsObject().Count.ShouldBe(10_000);
        written["N77"]!.ToJsonString().ShouldBe("""["77","10077"]""");
    }

    [Fact]
    public void Complete_TooDeep_IsRefusedAndTheNextIsNot()
    {
        WindowsEventWriter writer = new();
        ByteSink output = new();
        writer.Begin();
        for (int i = 0; i < 100_000; i++)
            writer.StartElement("a"u8);
        for (int i = 0; i < 100_000; i++)
            writer.EndElement();

        writer.Complete(output).ShouldBeFalse();
        writer.Begin();
        writer.StartElement("Event"u8);
        writer.EndElement();
        writer.Complete(output).ShouldBeTrue();
    }
}
