using System.Text.Json;
using HueSoc.Cli.Terminal;

namespace HueSoc.Cli.Serving;

/// <summary>Lists alerts in the terminal, each once.</summary>
/// <param name="screen">Where it writes.</param>
internal sealed class DemoAlerts(Screen screen)
{
    private const int LongestTitle = 120;
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

    /// <summary>Shows an alert, unless it was shown already.</summary>
    public void Show(JsonElement alert)
    {
        lock (gate)
        {
            if (!shown.Add(Text(alert, "id")))
                return;
        }

        // Host and title come from logs and rules: nothing in them is obeyed, and none is longer than a line.
        string line = string.Join(' ', TerminalText.Fit(Text(alert, "level"), 13), TerminalText.Fit(Text(alert, "host"), 24), TerminalText.Fit(Text(alert, "title"), LongestTitle).TrimEnd());
        screen.WriteResult(line + "\n");
    }

    private static string Text(JsonElement alert, string name) =>
        alert.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";
}
