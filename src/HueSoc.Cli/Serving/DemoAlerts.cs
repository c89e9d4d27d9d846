using System.Globalization;
using System.Text;
using System.Text.Json;
using HueSoc.Cli.Output;
using HueSoc.Cli.Terminal;
using HueSoc.Sigma.Rules;

namespace HueSoc.Cli.Serving;

/// <summary>Lists alerts in the terminal, each once: when, how severe, on which machine, what.</summary>
/// <param name="screen">Where it writes.</param>
internal sealed class DemoAlerts(Screen screen)
{
    private const int TimeWidth = 10;
    private const int LevelWidth = 8;
    private const int HostWidth = 12;
    private const int Gap = 2;
    private const int NarrowestTitle = 24;

    private readonly HashSet<string> shown = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>How many were shown.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return shown.Count;
        }
    }

    /// <summary>Shows what the columns are.</summary>
    public void ShowHeader() => Write("TIME (UTC)", "LEVEL", colour: null, "HOST", "ALERT");

    /// <summary>Shows an alert, unless it was shown already.</summary>
    public void Show(JsonElement alert)
    {
        lock (gate)
        {
            if (!shown.Add(Text(alert, "id")))
                return;
        }

        string level = Text(alert, "level");
        string? colour = screen.ColoursOutput && LevelName.TryParse(level, out SigmaLevel known) ? LevelName.Colour(known) : null;
        string host = Text(alert, "host").Split('.')[0];
        DateTimeOffset time = alert.GetProperty("last_event").GetDateTimeOffset();
        Write(time.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture), level, colour, host.Length == 0 ? "several" : host, Text(alert, "title"));
    }

    private static string Text(JsonElement alert, string name) =>
        alert.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";

    private void Write(string time, string level, string? colour, string host, string title)
    {
        StringBuilder line = new();
        line.Append(TerminalText.Fit(time, TimeWidth + Gap));
        if (colour is not null)
            line.Append("\u001b[").Append(colour).Append('m');
        line.Append(TerminalText.Fit(level, LevelWidth));
        if (colour is not null)
            line.Append("\u001b[0m");
        line.Append(' ', Gap).Append(TerminalText.Fit(host, HostWidth)).Append(' ', Gap);
        line.Append(TerminalText.Fit(title, Math.Max(screen.Width - TimeWidth - LevelWidth - HostWidth - (3 * Gap), NarrowestTitle)).TrimEnd());
        screen.WriteResult(line.Append('\n').ToString());
    }
}
