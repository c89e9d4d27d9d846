using HueSoc.Server.ServerLog;
using Serilog.Events;
using Serilog.Parsing;

namespace HueSoc.Server.Tests.ServerLog;

/// <summary>Log lines for a terminal.</summary>
public sealed class PlainLineFormatterTests
{
    [Theory]
    [InlineData("\u001b[2J\u001b]0;owned\u0007")]
    [InlineData("a\n2026-01-01T00:00:00.000+00:00 ERR HueSoc: forged")]
    [InlineData("a\rb\tc\u0000")]
    [InlineData("\u202Egpj.exe\u2066\u200B\u2028")]
    [InlineData("\u009b31m")]
    public void Format_TextFromOutside_IsOneLineThatATerminalOnlyShows(string text)
    {
        string line = Format("{Path} was asked for", text, fault: null);

        line.Count(character => character == '\n').ShouldBe(1);
        line.TrimEnd('\n').ShouldAllBe(character => !char.IsControl(character) && !"\u202E\u2066\u200B\u2028".Contains(character));
        line.ShouldContain("was asked for");
    }

    [Fact]
    public void Format_Exception_IsIndentedSoThatNoLineOfItLooksLikeAnEntry()
    {
        string line = Format("{Path} failed", "x", new InvalidOperationException("first\n2026-01-01T00:00:00.000+00:00 ERR HueSoc: forged\u001b[2J"));

        line.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).ShouldAllBe(rest => rest.StartsWith("    ", StringComparison.Ordinal));
        line.ShouldNotContain('\u001b');
    }

    [Fact]
    public void Format_Vietnamese_IsAsItIs() => Format("{Name}", "Sở Khoa học và Công nghệ", fault: null).ShouldContain("Sở Khoa học và Công nghệ");

    private static string Format(string template, string value, Exception? fault)
    {
        using StringWriter output = new() { NewLine = "\n" };
        MessageTemplate parsed = new MessageTemplateParser().Parse(template);
        string name = parsed.Tokens.OfType<PropertyToken>().Single().PropertyName;
        LogEvent entry = new(TimeProvider.System.GetUtcNow(), LogEventLevel.Warning, fault, parsed, [new(name, new ScalarValue(value)), new("SourceContext", new ScalarValue("HueSoc"))]);
        new PlainLineFormatter().Format(entry, output);
        return output.ToString();
    }
}
