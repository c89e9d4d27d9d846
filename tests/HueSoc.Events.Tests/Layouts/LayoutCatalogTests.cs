using HueSoc.Events.Layouts;

namespace HueSoc.Events.Tests.Layouts;

public sealed class LayoutCatalogTests
{
    [Theory]
    [InlineData("""{"Event":{"System":{"EventID":1}},"EventID":1}""", "evtx_dump")]
    [InlineData("""{"winlog":{"event_id":1},"EventID":1}""", "winlogbeat")]
    [InlineData("""{"EventID":1,"Channel":"Security"}""", "flat")]
    [InlineData("""{"event":{"code":1},"process":{"name":"sshd"}}""", "any")]
    [InlineData("""{"auditd":{"log":{"record_type":"SYSCALL"}},"event":{"module":"auditd"}}""", "auditd")]
    [InlineData("""{"auditd.log.record_type":"SYSCALL"}""", "auditd")]
    [InlineData("""{"Event":"Login"}""", "any")]
    [InlineData("{}", "any")]
    [InlineData("""{"http":{"request":{"method":"GET"}},"url":{"path":"/"}}""", "web")]
    [InlineData("""{"http.response.status_code":400}""", "web")]
    public void All_InTheirOrder_RecogniseAnEvent(string json, string name) => PathLookup.Recognise(json).Name.ShouldBe(name);

    [Fact]
    public void All_OfWindows_AreTheOnesThatDropSpaces() =>
        LayoutCatalog.All.Where(layout => layout.DropsSpacesInKeys).Select(layout => layout.Name)
            .ShouldBe(LayoutCatalog.All.Where(layout => layout.Product == "windows").Select(layout => layout.Name));

    [Fact]
    public void All_LastLayout_FitsEveryEventOfAnyProduct()
    {
        LayoutCatalog.All[^1].Markers.ShouldBeEmpty();
        LayoutCatalog.All[^1].Product.ShouldBeNull();
    }

    [Theory]
    [InlineData("EventID")]
    [InlineData("Data")]
    [InlineData("Version")]
    [InlineData("Message")]
    [InlineData("CommandLine")]
    [InlineData("Provider_Name")]
    [InlineData("process.name")]
    [InlineData("")]
    public void Paths_AnyField_AreSeveralDifferentOnesThatEndInItself(string field)
    {
        foreach (Layout layout in LayoutCatalog.All)
        {
            layout.Paths(field).Distinct(StringComparer.Ordinal).Count().ShouldBe(layout.Paths(field).Length, layout.Name);
            layout.Paths(field)[^1].ShouldBe(field, layout.Name);
        }
    }

    [Theory]
    [InlineData("flat")]
    [InlineData("any")]
    public void Paths_OfFlatEvents_AreTheFieldAlone(string name)
    {
        Layout layout = LayoutCatalog.All.Single(layout => string.Equals(layout.Name, name, StringComparison.Ordinal));

        foreach (string field in (string[])["Provider_Name", "Computer", "Image", "EventID", "a.b"])
            layout.Paths(field).ShouldBe([field]);
    }

    [Theory]
    [InlineData("""{"EventID":1,"@timestamp":"t1","TimeCreated":"t2","UtcTime":"t3"}""", "t1")]
    [InlineData("""{"EventID":1,"UtcTime":"t3","TimeCreated":"t2"}""", "t2")]
    [InlineData("""{"EventID":1,"UtcTime":"t3","EventTime":"t4"}""", "t3")]
    [InlineData("""{"eventTime":"t5"}""", "t5")]
    public void TimestampPaths_OfFlatEvents_LeadToTheBestTime(string json, string time) =>
        PathLookup.First(json, layout => layout.TimestampPaths).ShouldBe([time]);

    [Theory]
    [InlineData("""{"EventID":1,"Computer":"a","Hostname":"b"}""", "a")]
    [InlineData("""{"EventID":1,"Hostname":"b"}""", "b")]
    [InlineData("""{"host":{"name":"c"}}""", "c")]
    [InlineData("""{"host":"d"}""", "d")]
    public void HostPaths_OfFlatEvents_LeadToTheMachine(string json, string host) =>
        PathLookup.First(json, layout => layout.HostPaths).ShouldBe([host]);
}
