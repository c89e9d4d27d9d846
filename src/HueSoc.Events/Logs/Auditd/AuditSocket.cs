using System.Buffers.Binary;
using System.Net;
using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs.Auditd;

/// <summary>The socket address of a SOCKADDR record: a <c>struct sockaddr</c> as the machine has it (little-endian family), in hexadecimal digits.</summary>
internal static class AuditSocket
{
    /// <summary>Adds what it says as <c>auditd.socket.*</c>: whether it is source or destination only the SYSCALL record knows.</summary>
    public static void Add(EventDraft draft, ReadOnlySpan<byte> digits)
    {
        Span<byte> bytes = stackalloc byte[128];
        bytes = bytes[..AuditValue.Bytes(digits, bytes)];
        if (bytes.Length < 4)
            return;
        switch (BinaryPrimitives.ReadUInt16LittleEndian(bytes))
        {
            case 1:
                AddPath(draft, bytes[2..]);
                break;
            case 2 when bytes.Length >= 8:
                AddAddress(draft, "ipv4"u8, bytes, bytes.Slice(4, 4));
                break;
            case 10 when bytes.Length >= 24:
                AddAddress(draft, "ipv6"u8, bytes, bytes.Slice(8, 16));
                break;
            case 16:
                draft.AddText("auditd.socket.family"u8, "netlink"u8);
                break;
            default:
                break;
        }
    }

    private static void AddAddress(EventDraft draft, ReadOnlySpan<byte> family, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> address)
    {
        Span<byte> text = stackalloc byte[64];
        draft.AddText("auditd.socket.family"u8, family);
        if (new IPAddress(address).TryFormat(text, out int length))
            draft.AddText("auditd.socket.ip"u8, text[..length]);
        draft.AddJson("auditd.socket.port"u8, JsonStrings.Number(BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]), stackalloc byte[24]));
    }

    private static void AddPath(EventDraft draft, ReadOnlySpan<byte> path)
    {
        draft.AddText("auditd.socket.family"u8, "unix"u8);

        // A name without a file begins with a NUL; it is written with an @ as ss and netstat do.
        bool isAbstract = path[0] == 0;
        int end = path[1..].IndexOf((byte)0);
        path = end < 0 ? path : path[..(end + 1)];
        if (path.Length == 1 && isAbstract)
            return;
        ByteSink text = new();
        if (isAbstract)
            text.Write((byte)'@');
        RecordText.Write(text, isAbstract ? path[1..] : path);
        draft.AddText("auditd.socket.path"u8, text.Written);
    }
}
