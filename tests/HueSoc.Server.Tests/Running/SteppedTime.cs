namespace HueSoc.Server.Tests.Running;

/// <summary>A clock whose timers tick when a test says so.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private readonly TaskCompletionSource<Timer> made = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets the first timer that was made tick once, waiting until there is one.</summary>
    public async Task TickAsync() => (await made.Task.WaitAsync(TimeSpan.FromMinutes(1))).Tick();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Timer timer = new(callback, state);
        made.TrySetResult(timer);
        return timer;
    }

    private sealed class Timer(TimerCallback callback, object? state) : ITimer
    {
        public void Tick() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
