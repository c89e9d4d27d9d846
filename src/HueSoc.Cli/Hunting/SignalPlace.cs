using System.Globalization;
using System.Text;

namespace HueSoc.Cli.Hunting;

/// <summary>
/// Where a signal comes from, as one text that sorts by the time and then the place of the event in the run, and that
/// holds what its output needs: correlations keep a text for each signal and no more.
/// </summary>
internal readonly record struct SignalPlace
{
    private const char Separator = '\u0000';
    private const int LongestText = 256;

    /// <summary>Makes the text of a place.</summary>
    public SignalPlace(DateTime utc, long batch, string file, long record, ReadOnlySpan<byte> timestamp, ReadOnlySpan<byte> host)
    {
        string fixedWidth = string.Create(CultureInfo.InvariantCulture, $"{utc.Ticks:x16}{batch:x16}{record:x16}");
        Text = string.Join(
            Separator, fixedWidth, Encoding.UTF8.GetString(timestamp), Encoding.UTF8.GetString(host[..Math.Min(host.Length, LongestText)]).Replace(Separator, ' '), file);
    }

    private SignalPlace(string text) => Text = text;

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The record in the file.</summary>
    public long Record => long.Parse(Text.AsSpan(32, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>The time as the event writes it.</summary>
    public string Timestamp => Text.Split(Separator)[1];

    /// <summary>The machine.</summary>
    public string Host => Text.Split(Separator)[2];

    /// <summary>The file.</summary>
    public string File => Text.Split(Separator)[3];

    /// <summary>Reads a text.</summary>
    public static SignalPlace Parse(string text) => new(text);
}
