using System.Text.Json;
using HueSoc.Cli.Terminal;

namespace HueSoc.Cli.Serving;

/// <summary>Lists alerts in the terminal, each once.</summary>
/// <param name="screen">Where it writes.</param>
internal sealed class DemoAlerts(Screen screen)
{
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

        string line = $"{Text(alert, "level"),-13} {Text(alert, "host"),-24} {Text(alert, "title")}";
        screen.WriteResult(TerminalText.Escape(line) + "\n");
    }

    private static string Text(JsonElement alert, string name) =>
        alert.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";
}
