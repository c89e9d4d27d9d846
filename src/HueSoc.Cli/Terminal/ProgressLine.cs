using System.Globalization;

namespace HueSoc.Cli.Terminal;

/// <summary>How far a hunt has come.</summary>
/// <param name="BytesDone">Bytes of the files as they lie on disk that have been worked off.</param>
/// <param name="BytesTotal">Bytes of all files; 0 when they are empty.</param>
/// <param name="Events">Events so far.</param>
/// <param name="Matches">Hits so far.</param>
/// <param name="Elapsed">The time since the first event.</param>
internal readonly record struct ProgressLine(long BytesDone, long BytesTotal, long Events, long Matches, TimeSpan Elapsed)
{
    private const int LongestBar = 30;

    /// <summary>The line, never wider than the terminal.</summary>
    /// <param name="width">The terminal's width in cells.</param>
    public string Render(int width)
    {
        // A file may grow while it is read; the bar does not go past its end.
        double part = BytesTotal <= 0 ? 1 : Math.Clamp((double)BytesDone / BytesTotal, 0, 1);
        string percent = string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(part * 100),3:0} %");
        string figures = $"{percent}  {Quantity.OfBytes(BytesDone)} of {Quantity.OfBytes(BytesTotal)}  {Rate()}  {Quantity.Of(Matches, "hit")}  {Left(part)}";
        int room = width - 1 - figures.Length - 3;
        if (room < 5)
            return figures.Length < width ? figures : figures[..Math.Max(0, width - 1)];

        int bar = Math.Min(LongestBar, room);
        int full = (int)(part * bar);
        return $"[{new string('#', full)}{new string('-', bar - full)}] {figures}";
    }

    private string Rate() => Elapsed <= TimeSpan.Zero ? "- events/s" : $"{Quantity.Of((long)(Events / Elapsed.TotalSeconds))} events/s";

    private string Left(double part)
    {
        if (part >= 1)
            return "0:00 left";
        if (part < 0.001 || Elapsed < TimeSpan.FromSeconds(1))
            return "-:-- left";
        return $"{Quantity.Of(Elapsed * ((1 - part) / part))} left";
    }
}
