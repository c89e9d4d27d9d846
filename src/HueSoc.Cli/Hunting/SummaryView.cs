using HueSoc.Cli.Output;
using HueSoc.Cli.Terminal;
using HueSoc.Sigma.Rules;
using Spectre.Console;

namespace HueSoc.Cli.Hunting;

/// <summary>Shows a summary: plain lines for a pipe or a log, tables and colours for a terminal.</summary>
internal static class SummaryView
{
    /// <summary>Shows it on standard error.</summary>
    public static void Show(HuntSummary summary, Screen screen)
    {
        if (screen.ErrorConsole is not null)
        {
            screen.Draw(console => Draw(summary, console));
            return;
        }

        foreach (string line in Lines(summary))
            screen.Say(line);
    }

    /// <summary>The summary as plain lines.</summary>
    public static IEnumerable<string> Lines(HuntSummary summary)
    {
        yield return summary.Rules;
        yield return summary.Work;
        yield return summary.Levels.IsEmpty
            ? "no hits"
            : $"{Quantity.Of(summary.Hits, "hit")}: {string.Join(", ", summary.Levels.Select(level => $"{Quantity.Of(level.Hits)} {LevelName.Of(level.Level)}"))}";
        if (summary.Span is not null)
            yield return summary.Span;
        foreach ((HitRule rule, long hits) in summary.Top)
            yield return $"  {hits,8} {LevelName.Of(rule.Level),-13} {rule.Title}";
        if (summary.OtherRules > 0)
            yield return $"  and {Quantity.Of(summary.OtherRules, "more rule")}";
        if (!summary.Hosts.IsEmpty)
            yield return $"hosts: {string.Join(", ", summary.Hosts.Select(host => $"{host.Host} ({Quantity.Of(host.Hits)})"))}{OtherHosts(summary)}";
        foreach (string reservation in summary.Reservations)
            yield return reservation;
    }

    private static void Draw(HuntSummary summary, IAnsiConsole console)
    {
        if (!summary.Top.IsEmpty)
        {
            Table rules = new Table().Border(TableBorder.Simple).AddColumns("Hits", "Level", "Rule");
            rules.Columns[0].RightAligned();
            foreach ((HitRule rule, long hits) in summary.Top)
                rules.AddRow(new Text(Quantity.Of(hits)), Level(rule.Level), Safe(rule.Title));
            if (summary.OtherRules > 0)
                rules.AddRow(new Text(""), new Text(""), new Text($"and {Quantity.Of(summary.OtherRules, "more rule")}"));
            console.Write(rules);
        }

        if (!summary.Hosts.IsEmpty)
        {
            Table hosts = new Table().Border(TableBorder.Simple).AddColumns("Hits", "Host");
            hosts.Columns[0].RightAligned();
            foreach ((string host, long hits) in summary.Hosts)
                hosts.AddRow(new Text(Quantity.Of(hits)), Safe(host));
            if (summary.OtherHosts > 0)
                hosts.AddRow(new Text(""), new Text(OtherHosts(summary).Trim()));
            console.Write(hosts);
        }

        DrawFigures(summary, console);
    }

    private static void DrawFigures(HuntSummary summary, IAnsiConsole console)
    {
        if (summary.Levels.IsEmpty)
        {
            console.Write(new Text("no hits\n", new Style(decoration: Decoration.Bold)));
        }
        else
        {
            console.Write(new Text($"{Quantity.Of(summary.Hits, "hit")}: ", new Style(decoration: Decoration.Bold)));
            foreach ((SigmaLevel level, long hits) in summary.Levels)
                console.Write(new Text($"{Quantity.Of(hits)} {LevelName.Of(level)}  ", StyleOf(level)));
            console.WriteLine();
        }

        if (summary.Span is not null)
            console.Write(new Text($"{summary.Span}\n"));
        console.Write(new Text($"{summary.Work}\n"));
        console.Write(new Text($"{summary.Rules}\n"));
        foreach (string reservation in summary.Reservations)
            console.Write(new Text($"{TerminalText.Escape(reservation)}\n", new Style(Color.Yellow)));
    }

    private static string OtherHosts(HuntSummary summary) =>
        summary.OtherHosts > 0 ? $" and {Quantity.Of(summary.OtherHosts)} more" : "";

    // Text objects hold no markup: a title with brackets in it stays what it is.
    private static Text Safe(string text) => new(TerminalText.Escape(text));

    private static Text Level(SigmaLevel level) => new(LevelName.Of(level), StyleOf(level));

    private static Style StyleOf(SigmaLevel level) => level switch
    {
        SigmaLevel.Critical => new(Color.Red, decoration: Decoration.Bold),
        SigmaLevel.High => new(Color.Maroon),
        SigmaLevel.Medium => new(Color.Olive),
        SigmaLevel.Low => new(Color.Teal),
        _ => new(Color.Grey),
    };
}
