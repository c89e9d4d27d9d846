using System.Buffers.Text;
using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs.Auditd;

/// <summary>What a SYSCALL record says beyond its fields: the call's name, and what it does in the words of the Elastic Common Schema.</summary>
internal static class AuditSyscall
{
    /// <summary>The call's name: as auditd looked it up, as the record has it, or by its number; empty when it is unknown.</summary>
    public static ReadOnlySpan<byte> Name(AuditRecord record)
    {
        ReadOnlySpan<byte> looked = record.Find("SYSCALL"u8);
        if (!looked.IsEmpty)
            return looked;
        ReadOnlySpan<byte> written = record.Find("syscall"u8);
        if (written.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return written;
        if (!Utf8Parser.TryParse(written, out int number, out int length) || length != written.Length)
            return default;
        ReadOnlySpan<byte> arch = record.Find("arch"u8);
        return arch.SequenceEqual("c000003e"u8) ? AuditSyscalls.X64.Of(number)
            : arch.SequenceEqual("c00000b7"u8) ? AuditSyscalls.Arm64.Of(number)
            : default;
    }

    /// <summary>Adds the name and the direction of network calls.</summary>
    /// <returns>The action; empty when the call has none of its own.</returns>
    public static ReadOnlySpan<byte> Add(EventDraft draft, AuditRecord record)
    {
        ReadOnlySpan<byte> name = Name(record);
        if (name.IsEmpty)
            return default;
        draft.AddText("auditd.syscall"u8, name);
        ReadOnlySpan<byte> direction = Direction(name);
        if (!direction.IsEmpty)
            draft.AddText("network.direction"u8, direction);
        return Action(name);
    }

    private static ReadOnlySpan<byte> Direction(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("connect"u8) || name.StartsWith("send"u8) && !name.StartsWith("sendfile"u8))
            return "egress"u8;
        return name.StartsWith("accept"u8) || name.StartsWith("recv"u8) ? "ingress"u8 : default;
    }

    private static ReadOnlySpan<byte> Action(ReadOnlySpan<byte> name)
    {
        if (name.StartsWith("execve"u8))
            return "executed"u8;
        if (name.SequenceEqual("connect"u8))
            return "connected-to"u8;
        if (name.StartsWith("accept"u8))
            return "accepted-connection-from"u8;
        if (name.SequenceEqual("bind"u8))
            return "bound-socket"u8;
        if (name.StartsWith("open"u8) || name.SequenceEqual("creat"u8))
            return "opened-file"u8;
        if (name.StartsWith("unlink"u8) || name.SequenceEqual("rmdir"u8))
            return "deleted"u8;
        if (name.StartsWith("rename"u8))
            return "renamed"u8;
        if (name.SequenceEqual("init_module"u8) || name.SequenceEqual("finit_module"u8))
            return "loaded-kernel-module"u8;
        return name.SequenceEqual("delete_module"u8) ? "unloaded-kernel-module"u8 : default;
    }
}
