namespace HueSoc.Events.Evtx;

/// <summary>One value of a template instance.</summary>
/// <param name="Offset">Where it is in the chunk.</param>
/// <param name="Size">Its size in bytes, as its descriptor says.</param>
/// <param name="Type">Its type (<see cref="EvtxValue"/>).</param>
/// <param name="Index">Its number in the instance.</param>
/// <param name="Items">Of an array, the number of its first item, which is a slot behind those of the instance; below 0 when its items are not slots.</param>
/// <param name="ItemCount">How many items are slots.</param>
internal readonly record struct ValueSlot(int Offset, int Size, byte Type, int Index, int Items = -1, int ItemCount = 0);
