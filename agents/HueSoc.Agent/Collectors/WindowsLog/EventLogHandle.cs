using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace HueSoc.Agent.Collectors.WindowsLog;

/// <summary>A handle of the Windows Event Log: a subscription, a result, a bookmark or a log. Made without a value it stands for none.</summary>
[SupportedOSPlatform("windows")]
internal sealed class EventLogHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => EventLogNative.EvtClose(handle);
}
