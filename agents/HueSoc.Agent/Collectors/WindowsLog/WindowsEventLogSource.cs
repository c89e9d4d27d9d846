using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace HueSoc.Agent.Collectors.WindowsLog;

/// <summary>The Event Log of this machine.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsEventLogSource : IEventLogSource
{
    private const int LibraryNotFound = 126;
    private const int FunctionNotFound = 127;

    private readonly EventLogRenderer renderer = new();

    /// <inheritdoc/>
    public int Subscribe(string channel, string? query, string? bookmark, bool isStrict, out IEventLogSubscription? subscription)
    {
        subscription = null;
        try
        {
            return Open(channel, query, bookmark, isStrict, out subscription);
        }
        catch (DllNotFoundException)
        {
            return LibraryNotFound;
        }
        catch (EntryPointNotFoundException)
        {
            return FunctionNotFound;
        }
    }

    /// <inheritdoc/>
    public int GetBounds(string channel, out long oldest, out long newest)
    {
        oldest = 0;
        newest = -1;
        using EventLogHandle log = EventLogNative.EvtOpenLog(0, channel, EventLogNative.OpenChannelPath);
        if (log.IsInvalid)
            return LastError();
        int error = GetNumber(log, EventLogNative.LogOldestRecordNumber, out oldest);
        if (error != Win32Error.None)
            return error;
        error = GetNumber(log, EventLogNative.LogNumberOfLogRecords, out long count);
        newest = oldest + count - 1;
        return error;
    }

    /// <inheritdoc/>
    public unsafe int Find(string channel, string bookmark, EventLogBatch batch)
    {
        using EventLogHandle place = EventLogNative.EvtCreateBookmark(bookmark);
        if (place.IsInvalid)
            return LastError();
        using EventLogHandle results = EventLogNative.EvtQuery(0, channel, null, EventLogNative.QueryChannelPath);
        if (results.IsInvalid || !EventLogNative.EvtSeek(results, 0, place, 0, EventLogNative.SeekRelativeToBookmark | EventLogNative.SeekStrict))
            return LastError();
        nint record;
        if (!EventLogNative.EvtNext(results, 1, &record, 0, 0, out int count))
            return LastError();
        if (count == 0)
            return Win32Error.NotFound;
        renderer.Render(record, place, batch);
        _ = EventLogNative.EvtClose(record);
        return Win32Error.None;
    }

    private int Open(string channel, string? query, string? bookmark, bool isStrict, out IEventLogSubscription? subscription)
    {
        subscription = null;
        using EventLogHandle none = new();
        using EventLogHandle place = bookmark is null ? new() : EventLogNative.EvtCreateBookmark(bookmark);

        // Whatever it says of it, it is the text that is not taken.
        if (bookmark is not null && place.IsInvalid)
            return Win32Error.MalformedXml;

        // Another one is moved along: it names the channel as the records do, and has one record in its list.
        EventLogHandle moving = EventLogNative.EvtCreateBookmark(null);
        EventWaitHandle signal = new(initialState: false, EventResetMode.ManualReset);
        int flags = bookmark is null ? EventLogNative.SubscribeStartAtOldestRecord
            : EventLogNative.SubscribeStartAfterBookmark | (isStrict ? EventLogNative.SubscribeStrict : 0);
        EventLogHandle results = EventLogNative.EvtSubscribe(0, signal.SafeWaitHandle, channel, query, bookmark is null ? none : place, 0, 0, flags);
        if (!results.IsInvalid)
        {
            subscription = new WindowsEventLogSubscription(results, moving, signal, renderer);
            return Win32Error.None;
        }

        int refused = LastError();
        results.Dispose();
        moving.Dispose();
        signal.Dispose();
        return refused;
    }

    private static unsafe int GetNumber(EventLogHandle log, int property, out long number)
    {
        Span<byte> variant = stackalloc byte[EventLogNative.VariantBytes];
        variant.Clear();
        number = 0;
        fixed (byte* start = variant)
        {
            if (!EventLogNative.EvtGetLogInfo(log, property, variant.Length, start, out _))
                return LastError();
        }

        number = BinaryPrimitives.ReadInt64LittleEndian(variant);
        return Win32Error.None;
    }

    // A failure that gives no code is one all the same.
    private static int LastError() => Marshal.GetLastPInvokeError() is not Win32Error.None and int error ? error : Win32Error.InvalidOperation;
}
