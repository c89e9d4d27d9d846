using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace HueSoc.Agent.Collectors.WindowsLog;

/// <summary>Renders records and bookmarks as XML, in a buffer that is used again.</summary>
[SupportedOSPlatform("windows")]
internal sealed class EventLogRenderer
{
    // No record is nearly as long; what claims to be is not rendered.
    private const int MostBytes = 16 << 20;
    private const int KeptBytes = 256 << 10;
    private byte[] buffer = new byte[16 << 10];

    /// <summary>Renders a record with its bookmark into a batch; when it cannot be, the batch gets the reason.</summary>
    public void Render(nint record, EventLogHandle bookmark, EventLogBatch batch)
    {
        string? place = EventLogNative.EvtUpdateBookmark(bookmark, record) && Render(bookmark.DangerousGetHandle(), EventLogNative.RenderBookmark, out int length) == Win32Error.None
            ? new string(MemoryMarshal.Cast<byte, char>(buffer.AsSpan(0, length)).TrimEnd('\0'))
            : null;
        int error = Render(record, EventLogNative.RenderEventXml, out length);
        batch.Add(buffer.AsSpan(0, length), place, error);
        if (buffer.Length > KeptBytes)
            buffer = new byte[16 << 10];
    }

    private unsafe int Render(nint fragment, int flags, out int length)
    {
        while (true)
        {
            bool isRendered;
            fixed (byte* start = buffer)
                isRendered = EventLogNative.EvtRender(0, fragment, flags, buffer.Length, start, out length, out _);
            if (isRendered)
                return Win32Error.None;
            int error = Marshal.GetLastPInvokeError();
            if (error != Win32Error.InsufficientBuffer || length <= buffer.Length || length > MostBytes)
            {
                length = 0;
                return error == Win32Error.None ? Win32Error.InvalidEventData : error;
            }

            buffer = new byte[length];
        }
    }
}
