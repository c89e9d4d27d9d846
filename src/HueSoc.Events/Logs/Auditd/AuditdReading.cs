using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs.Auditd;

/// <summary>
/// Makes an event of each audit record. Fields that have a place in the Elastic Common Schema go there; the others keep their names under <c>auditd.log</c>,
/// as Filebeat's auditd module has them. <c>auditd.serial</c> is what joins the records of one event when they are read.
/// </summary>
internal sealed class AuditdReading : LogReading
{
    // The kernel's records have about thirty; what is over it can be seen in event.original.
    private const int MostRawFields = 256;

    private readonly AuditRecord record = new();
    private readonly AuditArguments arguments = new();
    private readonly ByteSink path = new();
    private readonly ByteSink json = new();

    public override ReadOnlySpan<byte> Dataset => "auditd.log"u8;

    public override RecordOutcome Read(ReadOnlySpan<byte> text, EventDraft draft, NormaliserContext context)
    {
        text = text.Trim(" \t\r\n\0"u8);
        if (text.IsEmpty)
            return RecordOutcome.Directive;
        if (!record.TryRead(text))
            return RecordOutcome.Unknown;
        if (record.Time is { } time)
            context.OfferTime(new WrittenTime(time.UtcDateTime, TimeSpan.Zero));
        AuditRecordType? type = AuditRecordType.Of(record.Type);
        AddFields(draft, type);
        AddEvent(draft, type);
        AuditUsers.Add(draft, record, type?.Subject ?? AuditSubject.Process);
        return RecordOutcome.Event;
    }

    private void AddEvent(EventDraft draft, AuditRecordType? type)
    {
        draft.AddText("event.kind"u8, "event"u8);
        draft.AddText("event.module"u8, "auditd"u8);
        draft.AddText("event.dataset"u8, Dataset);
        draft.AddText("auditd.log.record_type"u8, record.Type);
        if (record.Serial >= 0)
        {
            draft.SetJson("auditd.log.sequence"u8, JsonStrings.Number(record.Serial, stackalloc byte[24]));
            draft.SetJson("auditd.serial"u8, JsonStrings.Number(record.Serial, stackalloc byte[24]));
        }

        if (!record.Node.IsEmpty)
            draft.AddText("auditd.log.node"u8, record.Node);
        ReadOnlySpan<byte> action = type is null ? default : type.Action;
        if (record.Type.SequenceEqual("SYSCALL"u8))
            action = AuditSyscall.Add(draft, record);
        else if (record.Type.SequenceEqual("EXECVE"u8))
            arguments.Add(draft, record);
        else if (record.Type.SequenceEqual("SOCKADDR"u8))
            AuditSocket.Add(draft, record.Find("saddr"u8));
        else if (record.Type.SequenceEqual("AVC"u8))
            action = AddDecision(draft);
        else if (record.Type.SequenceEqual("PATH"u8) && record.Find("name"u8) is [(byte)'/', ..] file)
            draft.AddText("file.path"u8, file);
        if (action.IsEmpty)
            draft.AddText("event.action"u8, Lower(record.Type));
        else
            draft.AddText("event.action"u8, action);
        if (type is null)
            return;
        if (!type.Category.IsEmpty)
            draft.AddJson("event.category"u8, type.Category);
        if (!type.Type.IsEmpty)
            draft.AddJson("event.type"u8, type.Type);
        if (record.Type.SequenceEqual("VIRT_CONTROL"u8) || record.Type.SequenceEqual("VIRT_MACHINE_ID"u8))
            AddMachine(draft);
    }

    private ReadOnlySpan<byte> AddDecision(EventDraft draft)
    {
        if (!record.Decision.IsEmpty)
            draft.AddText("auditd.log.decision"u8, record.Decision);
        if (!record.Find("apparmor"u8).IsEmpty)
            return "violated-apparmor-policy"u8;
        return record.Find("seresult"u8).IsEmpty ? default : "violated-selinux-policy"u8;
    }

    private void AddMachine(EventDraft draft)
    {
        ReadOnlySpan<byte> op = record.Find("op"u8);
        if (op.SequenceEqual("start"u8))
            draft.AddJson("event.type"u8, "[\"start\"]"u8);
        else if (op.SequenceEqual("stop"u8))
            draft.AddJson("event.type"u8, "[\"end\"]"u8);
        else if (op.SequenceEqual("create"u8))
            draft.AddJson("event.type"u8, "[\"creation\"]"u8);
        draft.Offer("container.name"u8, record.Find("vm"u8));
        draft.Offer("container.runtime"u8, record.Find("virt"u8));
    }

    private void AddFields(EventDraft draft, AuditRecordType? type)
    {
        bool isExecve = record.Type.SequenceEqual("EXECVE"u8);
        int raw = 0;
        for (int index = 0; index < record.Count && raw < MostRawFields; index++)
        {
            if (record[index].IsInterpreted || (isExecve && AuditArguments.IsArgument(record.Key(index))))
                continue;
            ReadOnlySpan<byte> key = record.Key(index);
            ReadOnlySpan<byte> value = record.Value(index);
            raw++;
            if (!AuditEcsFields.TryAdd(draft, key, value) && !AuditUsers.Takes(key, type?.Subject ?? AuditSubject.Process) && !key.Contains((byte)'['))
                AddRaw(draft, index);
        }

        ReadOnlySpan<byte> address = record.Find("addr"u8);
        if (address.IsEmpty)
            address = record.Find("src"u8);
        if (address.IsEmpty && AuditEcsFields.IsAddress(record.Find("hostname"u8)))
            address = record.Find("hostname"u8);
        AuditEcsFields.AddSource(draft, address);
    }

    // A field that stands there twice has both values.
    private void AddRaw(EventDraft draft, int index)
    {
        ReadOnlySpan<byte> key = record.Key(index);
        path.Clear();
        path.Write("auditd.log."u8);
        path.Write(key);
        for (int before = 0; before < index; before++)
        {
            if (!record[before].IsInterpreted && record.Key(before).SequenceEqual(key))
                return;
        }

        ReadOnlySpan<byte> value = record.Value(index);
        bool isKey = key.SequenceEqual("key"u8) && value.Contains((byte)1);
        bool many = isKey;
        for (int after = index + 1; after < record.Count && !many; after++)
            many = IsOther(after, key, value);
        if (!many)
        {
            AuditEcsFields.AddValue(draft, path.Written, key, value);
            return;
        }

        json.Clear();
        json.Write((byte)'[');
        AddElements(value, isKey);
        for (int after = index + 1; after < record.Count; after++)
        {
            if (IsOther(after, key, value))
                AddElements(record.Value(after), isKey);
        }

        json.Write((byte)']');
        draft.AddJson(path.Written, json.Written);
    }

    private bool IsOther(int index, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        !record[index].IsInterpreted && record.Key(index).SequenceEqual(key) && !record.Value(index).SequenceEqual(value);

    // The kernel joins several keys of a rule by the byte 1.
    private void AddElements(ReadOnlySpan<byte> value, bool split)
    {
        while (true)
        {
            int end = split ? value.IndexOf((byte)1) : -1;
            json.Write(json.Length > 1 ? ",\""u8 : "\""u8);
            JsonStrings.Escape(json, end < 0 ? value : value[..end]);
            json.Write((byte)'"');
            if (end < 0)
                return;
            value = value[(end + 1)..];
        }
    }

    private ReadOnlySpan<byte> Lower(ReadOnlySpan<byte> type)
    {
        json.Clear();
        foreach (byte b in type)
            json.Write(b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b);
        return json.Written;
    }
}
