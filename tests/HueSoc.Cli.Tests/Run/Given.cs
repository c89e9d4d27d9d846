using System.Globalization;
using System.Text;

namespace HueSoc.Cli.Tests.Run;

/// <summary>Rules and events that tests begin from.</summary>
internal static class Given
{
    /// <summary>A rule that matches an event of any Windows log whose <c>Word</c> is <c>bad</c>.</summary>
    public const string BadWord = """
        title: Bad word
        id: 0f3d1f0a-3f9a-4f5e-9f43-6d0a5a0f5b01
        level: high
        tags:
          - attack.execution
          - attack.t1059.001
        logsource:
          product: windows
        detection:
          selection:
            Word: bad
          condition: selection
        """;

    /// <summary>The same at level low and with another title.</summary>
    public const string OddWord = """
        title: Odd word
        id: 0f3d1f0a-3f9a-4f5e-9f43-6d0a5a0f5b02
        level: low
        logsource:
          product: windows
        detection:
          selection:
            Word:
              - bad
              - odd
          condition: selection
        """;

    /// <summary>A rule that no engine can honour.</summary>
    public const string Invalid = """
        title: Refused
        logsource:
          product: windows
        detection:
          selection:
            Word|nosuchmodifier: bad
          condition: selection
        """;

    /// <summary>A valid rule for logs that no shipped pipeline knows.</summary>
    public const string Unmapped = """
        title: Not for us
        logsource:
          product: mainframe
          service: nothing
        detection:
          selection:
            Word: bad
          condition: selection
        """;

    /// <summary>A flat Windows event.</summary>
    public static string Event(string word, string time = "2026-03-02T01:00:00.000Z", string host = "PC-01", int padding = 0) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"@timestamp":"{{time}}","Channel":"Application","EventID":1000,"Hostname":"{{host}}","Word":"{{word}}","Padding":"{{new string('.', padding)}}"}""");

    /// <summary>Many events, one of three bad and one odd.</summary>
    public static string ManyEvents(int count, int padding) => Lines(count, i => Event((i % 3) switch { 0 => "bad", 1 => "odd", _ => "good" }, padding: padding));

    /// <summary>Many events without a hit.</summary>
    public static string QuietEvents(int count, int padding) => Lines(count, _ => Event("good", padding: padding));

    private static string Lines(int count, Func<int, string> line)
    {
        StringBuilder text = new();
        for (int i = 0; i < count; i++)
            text.Append(line(i)).Append('\n');
        return text.ToString();
    }
}
