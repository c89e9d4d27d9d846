using System.Text;
using HueSoc.Agent.Running;

namespace HueSoc.Agent.Tests.Running;

public sealed class LocalSettingsTests
{
    [Fact]
    public void Read_AWholeFile_IsRead()
    {
        LocalSettings settings = Read("""
            {
              // two addresses, the second for when the first is away
              "ship_to": ["https://soc.example:9280", "http://127.0.0.1:9281"],
              "api_key": "id:secret",
              "configuration": { "sources": [ { "name": "auth", "kind": "file", "paths": ["/var/log/auth.log*"] } ] },
            }
            """, out List<string> faults);

        faults.ShouldBeEmpty();
        settings.ShipTo.Select(address => address.Port).ShouldBe([9280, 9281]);
        settings.ApiKey.ShouldBe("id:secret");
        settings.Configuration!.Sources[0].Name.ShouldBe("auth");
    }

    [Fact]
    public void Read_SeveralFaults_NamesThemAll()
    {
        Read("""{"ship_to":["ftp://a"],"api_key":7,"ca_pin":"xy","speed":1,"configuration":{"sources":[{"name":"a","kind":"file","paths":["//server/share/a.log"]}]}}""", out List<string> faults);

        faults.Count.ShouldBe(5);
        faults.ShouldContain(fault => fault.StartsWith("ship_to: ", StringComparison.Ordinal));
        faults.ShouldContain(fault => fault.StartsWith("speed: unknown", StringComparison.Ordinal));
        faults.ShouldContain(fault => fault.StartsWith("configuration: sources[0].paths[0]", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"ship_to\": [")]
    public void Read_NotAnObject_IsAFault(string text)
    {
        Read(text, out List<string> faults);

        faults.Count.ShouldBe(1);
    }

    private static LocalSettings Read(string text, out List<string> faults) => LocalSettings.Read(Encoding.UTF8.GetBytes(text), faults = []);
}
