using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace HueSoc.Agent.Collectors.WindowsLog;

/// <summary>A subscription of the pull model: an event is signalled when there are records, which are then fetched.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsEventLogSubscription : IEventLogSubscription
{
    // A signal that got lost costs so many turns, not the channel.
    private const int TurnsWithoutSignal = 64;

    private readonly EventLogHandle results;
    private readonly EventLogHandle bookmark;
    private readonly EventWaitHandle signal;
    private readonly EventLogRenderer renderer;
    private nint[] fetched = [];
    private int next;
    private int count;
    private bool hasMore = true;
    private int turns;

    /// <summary>Takes over an open subscription.</summary>
    /// <param name="results">The subscription.</param>
    /// <param name="bookmark">A bookmark, which is moved along.</param>
    /// <param name="signal">What is signalled.</param>
    /// <param name="renderer">What renders.</param>
    public WindowsEventLogSubscription(EventLogHandle results, EventLogHandle bookmark, EventWaitHandle signal, EventLogRenderer renderer)
    {
        this.results = results;
        this.bookmark = bookmark;
        this.signal = signal;
        this.renderer = renderer;
    }

    /// <inheritdoc/>
    public int Read(int most, EventLogBatch batch)
    {
        if (next == count)
        {
            int error = Fetch(most);
            if (error != Win32Error.None)
                return error;
        }

        // What is left when the batch is full enough is rendered the next time.
        while (next < count && !batch.IsFull)
        {
            renderer.Render(fetched[next], bookmark, batch);
            _ = EventLogNative.EvtClose(fetched[next++]);
        }

        return Win32Error.None;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (next < count)
            _ = EventLogNative.EvtClose(fetched[next++]);
        results.Dispose();
        bookmark.Dispose();
        signal.Dispose();
    }

    private unsafe int Fetch(int most)
    {
        next = 0;
        count = 0;
        if (!hasMore && !signal.WaitOne(0) && ++turns < TurnsWithoutSignal)
            return Win32Error.NoMoreItems;
        turns = 0;
        if (fetched.Length < most)
            fetched = new nint[most];

        // Before it is read: what comes meanwhile is signalled again.
        signal.Reset();
        fixed (nint* events = fetched)
            hasMore = EventLogNative.EvtNext(results, most, events, 0, 0, out count);
        if (hasMore)
            return count > 0 ? Win32Error.None : Win32Error.NoMoreItems;
        count = 0;
        int error = Marshal.GetLastPInvokeError();
        return error == Win32Error.None ? Win32Error.NoMoreItems : error;
    }
}
