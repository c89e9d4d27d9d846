using HueSoc.Events.Normalisers.Ecs;

namespace HueSoc.Events.Normalisers.Windows;

/// <summary>Queries of the DNS client.</summary>
internal static class DnsProtocol
{
    private static readonly EcsField Protocol = new("network.protocol");

    /// <summary>Says that it is DNS, whatever the query.</summary>
    public static void Read(EcsWriter writer, EventValues values) => writer.Put(Protocol, "\"dns\""u8);
}
