using System.Text;
using System.Text.Json;
using HueSoc.Cli.Serving;
using HueSoc.Cli.Terminal;

namespace HueSoc.Cli.Tests.Serving;

/// <summary>What <c>huesoc demo</c> shows of alerts whose host and title come from elsewhere.</summary>
public sealed class DemoAlertsTests
{
    [Theory]
    [InlineData("\u001b[2J\u001b]0;owned\u0007")]
    [InlineData("host\nhigh          forged                   line")]
    [InlineData("\u202Egpj.exe\u2066\u200B\u2028\u009b31m")]
    [InlineData("<script>alert(1)</script>")]
    public void Show_HostileText_IsOneLineThatATerminalOnlyShows(string text)
    {
        string line = Shown(text);

        line.Count(character => character == '\n').ShouldBe(1);
        line.TrimEnd('\n').ShouldAllBe(character => !char.IsControl(character) && !"\u202E\u2066\u200B\u2028".Contains(character));
    }

    [Fact]
    public void Show_TextOfMegabytes_IsALine() => Shown(new string('x', 4 << 20)).Length.ShouldBeLessThan(200);

    private static string Shown(string text)
    {
        using MemoryStream output = new();
        using Screen screen = new(output, TextWriter.Null, outputConsole: null, errorConsole: null);
        new DemoAlerts(screen).Show(JsonSerializer.SerializeToElement(new { id = "1", level = text, host = text, title = text, last_event = "2026-03-02T01:16:02Z" }));
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
