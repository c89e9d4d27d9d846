namespace HueSoc.Events.Normalisers.Ecs;

/// <summary>What a DNS query gave, as Windows writes it: addresses, and <c>type:  5 </c> before all else, each with a semicolon behind it.</summary>
internal static class DnsAnswers
{
    private const int Most = 64;

    private static readonly EcsField Resolved = new("dns.resolved_ip");

    /// <summary>Writes the answers, and the addresses among them.</summary>
    public static void Write(EcsWriter writer, EcsField field, ReadOnlySpan<byte> text)
    {
        ByteSink list = writer.List;
        list.Clear();
        int count = 0;
        for (ReadOnlySpan<byte> rest = text; count < Most && TryTake(ref rest, out ReadOnlySpan<byte> type, out ReadOnlySpan<byte> data);)
        {
            list.Write(count++ == 0 ? "[{"u8 : ",{"u8);
            if (!type.IsEmpty)
            {
                list.Write("\"type\":\""u8);
                JsonStrings.Escape(list, type);
                list.Write(data.IsEmpty ? "\""u8 : "\","u8);
            }

            if (!data.IsEmpty)
            {
                list.Write("\"data\":\""u8);
                JsonStrings.Escape(list, data);
                list.Write((byte)'"');
            }

            list.Write((byte)'}');
        }

        if (count == 0)
            return;
        list.Write((byte)']');
        writer.Put(field, list.Written);
        WriteAddresses(writer, text);
    }

    private static void WriteAddresses(EcsWriter writer, ReadOnlySpan<byte> text)
    {
        ByteSink list = writer.List;
        list.Clear();
        int count = 0;
        int taken = 0;
        while (taken++ < Most && TryTake(ref text, out _, out ReadOnlySpan<byte> data))
        {
            if (AddressForms.TryRead(data, out ReadOnlySpan<byte> address))
            {
                writer.Ips.Add(address);
                list.Write(count++ == 0 ? "[\""u8 : ",\""u8);
                list.Write(address);
                list.Write((byte)'"');
            }
            else
            {
                writer.Hosts.Add(data);
            }
        }

        if (count == 0)
            return;
        list.Write((byte)']');
        writer.Put(Resolved, list.Written);
    }

    private static bool TryTake(ref ReadOnlySpan<byte> text, out ReadOnlySpan<byte> type, out ReadOnlySpan<byte> data)
    {
        type = data = default;
        while (!text.IsEmpty)
        {
            int end = text.IndexOf((byte)';');
            ReadOnlySpan<byte> part = (end < 0 ? text : text[..end]).Trim((byte)' ');
            text = end < 0 ? default : text[(end + 1)..];
            if (part.IsEmpty)
                continue;
            if (part.StartsWith("type:"u8))
            {
                part = part[5..].TrimStart((byte)' ');
                int blank = part.IndexOf((byte)' ');
                ReadOnlySpan<byte> number = blank < 0 ? part : part[..blank];
                type = Windows.NetworkCodes.DnsTypes.Of(number);
                if (type.IsEmpty)
                    type = number;
                data = blank < 0 ? default : part[(blank + 1)..].TrimStart((byte)' ');
                if (type.IsEmpty)
                    continue;
                return true;
            }

            bool isAddress = AddressForms.TryRead(part, out data);
            if (!isAddress)
                data = part;
            type = !isAddress ? default : data.Contains((byte)':') ? "AAAA"u8 : "A"u8;
            return true;
        }

        return false;
    }
}
