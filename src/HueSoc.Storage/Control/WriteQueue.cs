using System.Threading.Channels;

namespace HueSoc.Storage.Control;

/// <summary>
/// Does one thing after the other, on one thread, in the order they were asked for. SQLite waits for the disk in the middle of
/// a call; that should hold up no thread that serves requests.
/// </summary>
internal sealed class WriteQueue : IAsyncDisposable
{
    private const int Capacity = 1024;

    private readonly Channel<Entry> entries = Channel.CreateBounded<Entry>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread thread;

    public WriteQueue(string name)
    {
        thread = new(Run) { IsBackground = true, Name = $"writes to {name}" };
        thread.Start();
    }

    /// <summary>Does something in its turn.</summary>
    /// <param name="work">What is done.</param>
    /// <param name="cancellationToken">Ends the wait for its turn; once begun, it is done to the end.</param>
    /// <exception cref="InvalidOperationException">It was asked for by something that is being done, and would wait for itself.</exception>
    /// <exception cref="ObjectDisposedException">The queue is closed.</exception>
    public async ValueTask<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        if (Thread.CurrentThread == thread)
            throw new InvalidOperationException("a write that is asked for inside a write would wait for itself");
        Entry<T> entry = new(work);
        try
        {
            await entries.Writer.WriteAsync(entry, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException e)
        {
            throw new ObjectDisposedException("the database is closed", e);
        }

        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static (state, token) => ((Entry<T>)state!).GiveUp(token), entry);
        return await entry.Result.ConfigureAwait(false);
    }

    /// <summary>Does what was asked for, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        entries.Writer.TryComplete();
        await ended.Task.ConfigureAwait(false);
    }

    private void Run()
    {
        // The thread has nothing else to do than to wait.
        while (entries.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (entries.Reader.TryRead(out Entry? entry))
                entry.Run();
        }

        ended.SetResult();
    }

    private abstract class Entry
    {
        public abstract void Run();
    }

    private sealed class Entry<T>(Func<T> work) : Entry
    {
        private readonly TaskCompletionSource<T> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int taken;

        public Task<T> Result => result.Task;

        public void GiveUp(CancellationToken token)
        {
            if (Interlocked.Exchange(ref taken, 1) == 0)
                result.SetCanceled(token);
        }

        public override void Run()
        {
            if (Interlocked.Exchange(ref taken, 1) != 0)
                return;
            try
            {
                result.SetResult(work());
            }
            catch (Exception e)
            {
                result.SetException(e);
            }
        }
    }
}
