using System.Buffers;
using System.Globalization;
using System.Text;
using HueSoc.Cli.Terminal;

namespace HueSoc.Cli.Output;

/// <summary>
/// One line a hit for people: when (UTC), how severe, which rule, on which machine, where in which file. The columns have
/// the same width on every line, so that what is piped stays a table; the last one is not cut, since it is what leads
/// back to the event.
/// </summary>
/// <param name="width">The width of a line in cells; the rule's title takes what the others leave.</param>
/// <param name="colour">Whether the level is coloured.</param>
internal sealed class TableMatchWriter(int width, bool colour) : IMatchWriter
{
    private const int TimeWidth = 19;
    private const int LevelWidth = 13;
    private const int HostWidth = 24;
    private const int RecordWidth = 36;

    private readonly int ruleWidth = Math.Clamp(width - TimeWidth - LevelWidth - HostWidth - RecordWidth - 8, 24, 80);
    private readonly StringBuilder line = new();

    /// <inheritdoc/>
    public bool WantsFields => false;

    /// <inheritdoc/>
    public void WriteHeader(IBufferWriter<byte> output)
    {
        line.Clear();
        Cell("TIME (UTC)", TimeWidth);
        Cell("LEVEL", LevelWidth);
        Cell("RULE", ruleWidth);
        Cell("HOST", HostWidth);
        line.Append("RECORD");
        End(output);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output, Hit hit)
    {
        line.Clear();
        Cell(EventTime.Show(hit.Timestamp), TimeWidth);
        if (colour)
            line.Append("\u001b[").Append(LevelName.Colour(hit.Rule.Level)).Append('m');
        line.Append(TerminalText.Fit(LevelName.Of(hit.Rule.Level), LevelWidth));
        if (colour)
            line.Append("\u001b[0m");
        line.Append("  ");
        Cell(hit.Rule.Title, ruleWidth);
        Cell(Encoding.UTF8.GetString(hit.Host), HostWidth);
        line.Append(TerminalText.Escape(hit.File)).Append(':').Append(hit.Record.ToString(CultureInfo.InvariantCulture));
        End(output);
    }

    private void Cell(string text, int cells) => line.Append(TerminalText.Fit(text, cells)).Append("  ");

    private void End(IBufferWriter<byte> output)
    {
        line.Append('\n');
        Encoding.UTF8.GetBytes(line.ToString(), output);
    }
}
