using HueSoc.Events.Normalisers.Ecs;

namespace HueSoc.Events.Normalisers.Windows;

/// <summary>What follows from the addresses of a connection.</summary>
internal static class NetworkFlow
{
    private static readonly EcsField Type = new("network.type");

    /// <summary>Events of the filtering platform: the version of IP, by an address.</summary>
    public static void ReadFilter(EcsWriter writer, EventValues values)
    {
        if (AddressForms.TryRead(values.Text("SourceAddress"u8), out ReadOnlySpan<byte> address))
            writer.PutText(Type, address.Contains((byte)':') ? "ipv6"u8 : "ipv4"u8);
    }
}
