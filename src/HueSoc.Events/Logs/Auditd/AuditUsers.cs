using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs.Auditd;

/// <summary>
/// Puts a record's user and group ids where Filebeat's auditd module has them. For logins and changes of accounts <c>user.id</c> is who logged in, not root,
/// in whose name the program ran; that one stays as <c>auditd.log.uid</c>.
/// </summary>
internal static class AuditUsers
{
    // The field, what auditd looked up for it, the id's place and the name's.
    private static readonly (byte[] Key, byte[] Looked, byte[] Id, byte[] Name)[] Places =
    [
        Place("auid", "user.audit"), Place("agid", "user.audit.group"), Place("gid", "user.group"),
        Place("euid", "user.effective"), Place("egid", "user.effective.group"), Place("suid", "user.saved"), Place("sgid", "user.saved.group"),
        Place("fsuid", "user.filesystem"), Place("fsgid", "user.filesystem.group"), Place("ouid", "user.owner"), Place("ogid", "user.owner.group"),
    ];

    /// <summary>Whether a field is written by <see cref="Add"/>.</summary>
    public static bool Takes(ReadOnlySpan<byte> key, AuditSubject subject)
    {
        if (key.SequenceEqual("uid"u8))
            return subject == AuditSubject.Process;
        if (key.SequenceEqual("acct"u8) || key.SequenceEqual("user"u8))
            return true;
        foreach ((byte[] id, _, _, _) in Places)
        {
            if (key.SequenceEqual(id))
                return true;
        }

        return false;
    }

    /// <summary>Adds them.</summary>
    public static void Add(EventDraft draft, AuditRecord record, AuditSubject subject)
    {
        foreach ((byte[] key, byte[] looked, byte[] id, byte[] name) in Places)
        {
            ReadOnlySpan<byte> value = record.Find(key);
            if (value.IsEmpty)
                continue;
            draft.Offer(id, value);
            draft.Offer(name, record.Find(looked));
        }

        ReadOnlySpan<byte> account = record.Find("acct"u8);
        ReadOnlySpan<byte> number = record.Find("id"u8);
        draft.Offer("user.name"u8, account.IsEmpty ? record.Find("user"u8) : account);
        switch (subject)
        {
            case AuditSubject.Session:
                draft.Offer("user.id"u8, record.Find("auid"u8));
                Offer(draft, "user.effective.name"u8, account, "user.effective.id"u8, number);
                break;
            case AuditSubject.Account:
                draft.Offer("user.id"u8, record.Find("auid"u8));
                draft.Offer("user.effective.id"u8, record.Find("uid"u8));
                Offer(draft, "user.target.name"u8, account, "user.target.id"u8, number);
                draft.Offer("group.name"u8, record.Find("grp"u8));
                break;
            case AuditSubject.Group:
                draft.Offer("user.id"u8, record.Find("auid"u8));
                draft.Offer("user.effective.id"u8, record.Find("uid"u8));
                ReadOnlySpan<byte> group = record.Find("grp"u8);
                Offer(draft, "group.name"u8, group.IsEmpty ? account : group, "group.id"u8, number);
                break;
            case AuditSubject.Login:
                draft.Offer("user.id"u8, First(record, "old_auid"u8, "old-auid"u8));
                draft.Offer("user.effective.id"u8, First(record, "new_auid"u8, "auid"u8));
                break;
            default:
                draft.Offer("user.id"u8, record.Find("uid"u8));
                draft.Offer("user.name"u8, record.Find("UID"u8));
                break;
        }
    }

    private static ReadOnlySpan<byte> First(AuditRecord record, ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        ReadOnlySpan<byte> value = record.Find(one);
        return value.IsEmpty ? record.Find(other) : value;
    }

    private static void Offer(EventDraft draft, ReadOnlySpan<byte> namePath, ReadOnlySpan<byte> name, ReadOnlySpan<byte> idPath, ReadOnlySpan<byte> id)
    {
        draft.Offer(namePath, name);
        draft.Offer(idPath, id);
    }

    private static (byte[] Key, byte[] Looked, byte[] Id, byte[] Name) Place(string key, string path) => (
        System.Text.Encoding.ASCII.GetBytes(key),
        System.Text.Encoding.ASCII.GetBytes(key.ToUpperInvariant()),
        System.Text.Encoding.ASCII.GetBytes(path + ".id"),
        System.Text.Encoding.ASCII.GetBytes(path + ".name"));
}
