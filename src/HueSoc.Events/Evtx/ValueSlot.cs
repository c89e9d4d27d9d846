namespace HueSoc.Events.Evtx;

/// <summary>One value of a template instance.</summary>
/// <param name="Offset">Where it is in the chunk.</param>
/// <param name="Size">Its size in bytes, as its descriptor says.</param>
/// <param name="Type">Its type (<see cref="EvtxValue"/>).</param>
/// <param name="Index">Its number in the instance.</param>
internal readonly record struct ValueSlot(int Offset, int Size, byte Type, int Index);
