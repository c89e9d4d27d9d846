using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs.Auditd;

/// <summary>Fields of audit records that have a place of their own in the Elastic Common Schema; there they are instead of under <c>auditd.log</c>.</summary>
internal static class AuditEcsFields
{
    /// <summary>Adds a field under its ECS name.</summary>
    /// <returns>False when it has none, or not the same value there.</returns>
    public static bool TryAdd(EventDraft draft, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        switch (key.Length)
        {
            case 3:
                return key.SequenceEqual("exe"u8) ? AddText(draft, "process.executable"u8, value)
                    : key.SequenceEqual("pid"u8) ? AddNumber(draft, "process.pid"u8, value)
                    : key.SequenceEqual("cwd"u8) ? AddText(draft, "process.working_directory"u8, value)
                    : key.SequenceEqual("cmd"u8) ? AddCommand(draft, value)
                    : key.SequenceEqual("res"u8) ? AddOutcome(draft, value) && value.SequenceEqual("success"u8)
                    : key.SequenceEqual("dst"u8) ? AddAddress(draft, "destination.address"u8, "destination.ip"u8, value)
                    : key.SequenceEqual("src"u8);
            case 4:
                return key.SequenceEqual("comm"u8) ? AddText(draft, "process.name"u8, value)
                    : key.SequenceEqual("ppid"u8) ? AddNumber(draft, "process.parent.pid"u8, value)
                    : key.SequenceEqual("exit"u8) ? AddNumber(draft, "process.exit_code"u8, value)
                    : key.SequenceEqual("arch"u8) ? AddArchitecture(draft, value)
                    : key.SequenceEqual("addr"u8) || (key.SequenceEqual("argc"u8) && value.Length < 9);
            case 8:
                return key.SequenceEqual("terminal"u8) && AddText(draft, "user.terminal"u8, value);
            default:
                return false;
        }
    }

    /// <summary>Adds a field that keeps its name.</summary>
    public static void AddValue(EventDraft draft, ReadOnlySpan<byte> path, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (IsNumber(key) && AuditValue.TryNumber(value, out long number))
            draft.AddJson(path, JsonStrings.Number(number, stackalloc byte[24]));
        else
            draft.AddText(path, value);
        if (key.SequenceEqual("success"u8))
            _ = AddOutcome(draft, value);
    }

    /// <summary>Adds where it came from.</summary>
    public static void AddSource(EventDraft draft, ReadOnlySpan<byte> address) => _ = AddAddress(draft, "source.address"u8, "source.ip"u8, address);

    /// <summary>Whether a text is an IP address.</summary>
    public static bool IsAddress(ReadOnlySpan<byte> text) => !text.IsEmpty && IpText.IsAddress(text);

    private static bool AddText(EventDraft draft, ReadOnlySpan<byte> path, ReadOnlySpan<byte> value)
    {
        draft.Offer(path, value);
        return true;
    }

    private static bool AddNumber(EventDraft draft, ReadOnlySpan<byte> path, ReadOnlySpan<byte> value)
    {
        if (!AuditValue.TryNumber(value, out long number))
            return false;
        draft.Offer(path, number);
        return true;
    }

    private static bool AddOutcome(EventDraft draft, ReadOnlySpan<byte> value)
    {
        if (value.SequenceEqual("success"u8) || value.SequenceEqual("1"u8) || value.SequenceEqual("yes"u8))
            draft.Offer("event.outcome"u8, "success"u8);
        else if (value.SequenceEqual("failed"u8) || value.SequenceEqual("0"u8) || value.SequenceEqual("no"u8))
            draft.Offer("event.outcome"u8, "failure"u8);
        else
            return false;
        return true;
    }

    private static bool AddAddress(EventDraft draft, ReadOnlySpan<byte> addressPath, ReadOnlySpan<byte> ipPath, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
            return true;
        draft.Offer(addressPath, value);
        if (IsAddress(value))
            draft.Offer(ipPath, value);
        return true;
    }

    // AUDIT_ARCH_* of linux/audit.h: the machine of the ELF header, with bits for 64 bits and byte order.
    private static bool AddArchitecture(EventDraft draft, ReadOnlySpan<byte> value)
    {
        ReadOnlySpan<byte> name = value.SequenceEqual("c000003e"u8) ? "x86_64"u8
            : value.SequenceEqual("40000003"u8) ? "i386"u8
            : value.SequenceEqual("c00000b7"u8) ? "aarch64"u8
            : value;
        draft.Offer("host.architecture"u8, name);
        return true;
    }

    // What sudo ran.
    private static bool AddCommand(EventDraft draft, ReadOnlySpan<byte> value)
    {
        draft.Offer("process.command_line"u8, value);
        AuditArguments.AddWords(draft, value);
        return true;
    }

    private static bool IsNumber(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("entries"u8) || key.SequenceEqual("lport"u8) || key.SequenceEqual("rport"u8) || key.SequenceEqual("ksize"u8)
        || key.SequenceEqual("src_prefixlen"u8) || key.SequenceEqual("dst_prefixlen"u8);
}
