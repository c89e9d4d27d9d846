namespace HueSoc.Events.Normalisers.Ecs;

/// <summary>Names of a directory, RFC 4514: <c>CN=Lê An,OU=x,DC=hue,DC=vn</c>.</summary>
internal static class DistinguishedName
{
    private const int LongestDomain = 256;

    /// <summary>Writes its first part as a name, and its <c>DC</c> parts as a domain with dots.</summary>
    public static void Write(EcsWriter writer, EcsField field, ReadOnlySpan<byte> text)
    {
        Span<byte> domain = stackalloc byte[LongestDomain];
        int length = 0;
        bool isFirst = true;
        while (!text.IsEmpty)
        {
            ReadOnlySpan<byte> part = TakePart(ref text);
            int equals = part.IndexOf((byte)'=');
            ReadOnlySpan<byte> value = part[(equals + 1)..];
            if (isFirst)
            {
                writer.PutText(field.Beside[0], value);
                writer.Users.Add(value);
                isFirst = false;
            }
            else if (equals == 2 && (part[0] | 0x20) == 'd' && (part[1] | 0x20) == 'c' && length + value.Length < LongestDomain)
            {
                if (length > 0)
                    domain[length++] = (byte)'.';
                value.CopyTo(domain[length..]);
                length += value.Length;
            }
        }

        writer.PutText(field.Beside[1], domain[..length]);
    }

    // Up to a comma that has no backslash before it.
    private static ReadOnlySpan<byte> TakePart(ref ReadOnlySpan<byte> text)
    {
        int end = 0;
        while (end < text.Length && text[end] != ',')
            end += text[end] == '\\' ? 2 : 1;
        end = Math.Min(end, text.Length);
        ReadOnlySpan<byte> part = text[..end].Trim((byte)' ');
        text = text[Math.Min(end + 1, text.Length)..];
        return part;
    }
}
