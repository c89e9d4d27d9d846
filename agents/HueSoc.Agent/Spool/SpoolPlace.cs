using System.Runtime.InteropServices;

namespace HueSoc.Agent.Spool;

/// <summary>Where an event is in the spool.</summary>
/// <param name="Ordinal">How many events were ever spooled before it. It only grows, also over restarts.</param>
/// <param name="Segment">The number of its segment.</param>
/// <param name="Offset">Where its frame begins in the segment's file.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SpoolPlace(long Ordinal, long Segment, long Offset);
