using HueSoc.Cli.Terminal;

namespace HueSoc.Cli.Hunting;

/// <summary>Shows how far a hunt has come while it runs. Does nothing unless somebody looks at a terminal.</summary>
internal sealed class HuntProgress : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private readonly ITimer? timer;

    /// <param name="screen">Where it is shown.</param>
    /// <param name="position">How far the run has come.</param>
    /// <param name="total">Bytes of all files on disk.</param>
    /// <param name="time">The clock.</param>
    public HuntProgress(Screen screen, Func<HuntPosition> position, long total, TimeProvider time)
    {
        if (screen.ErrorConsole is not { } console)
            return;
        long began = time.GetTimestamp();
        timer = time.CreateTimer(Show, null, Interval, Interval);

        void Show(object? state)
        {
            HuntPosition now = position();
            ProgressLine line = new(now.BytesDone, total, now.Events, now.Matches, time.GetElapsedTime(began));
            screen.ShowProgress(line.Render(console.Profile.Width));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => timer?.Dispose();
}
