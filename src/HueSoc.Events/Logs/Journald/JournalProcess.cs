using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs.Journald;

/// <summary>
/// Who wrote a record, in the Elastic Common Schema. What a program says it is (<c>SYSLOG_IDENTIFIER</c>) is the process's name, as in a line of syslog; what the
/// journal knows stays beside it under <c>journald</c>. Where systemd writes on behalf of another program (<c>OBJECT_PID</c> …), that one is meant.
/// </summary>
internal static class JournalProcess
{
    private const int MostArguments = 1024;

    public static void Add(EventDraft draft, JournalFields fields)
    {
        bool isObject = !fields.Find("OBJECT_PID"u8).IsEmpty;
        ReadOnlySpan<byte> name = fields.Find("SYSLOG_IDENTIFIER"u8);
        draft.Offer("process.name"u8, name.IsEmpty ? Of(fields, isObject, "OBJECT_COMM"u8, "_COMM"u8) : name);
        draft.Offer("process.executable"u8, Of(fields, isObject, "OBJECT_EXE"u8, "_EXE"u8));
        SyslogNames.AddPid(draft, Of(fields, isObject, "OBJECT_PID"u8, "_PID"u8));
        SyslogNames.AddPid(draft, fields.Find("SYSLOG_PID"u8));
        ReadOnlySpan<byte> line = Of(fields, isObject, "OBJECT_CMDLINE"u8, "_CMDLINE"u8);
        if (!line.IsEmpty)
        {
            draft.Offer("process.command_line"u8, line);
            AddArguments(draft, line);
        }

        AddUsers(draft, fields, isObject);
    }

    private static ReadOnlySpan<byte> Of(JournalFields fields, bool isObject, ReadOnlySpan<byte> objectName, ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> value = isObject ? fields.Find(objectName) : default;
        return value.IsEmpty ? fields.Find(name) : value;
    }

    // Who logged in is the user; whom the process runs as is the effective one, when it is another.
    private static void AddUsers(EventDraft draft, JournalFields fields, bool isObject)
    {
        ReadOnlySpan<byte> login = Of(fields, isObject, "OBJECT_AUDIT_LOGINUID"u8, "_AUDIT_LOGINUID"u8);
        ReadOnlySpan<byte> user = Of(fields, isObject, "OBJECT_UID"u8, "_UID"u8);
        ReadOnlySpan<byte> group = Of(fields, isObject, "OBJECT_GID"u8, "_GID"u8);
        bool isOther = !login.IsEmpty && !user.IsEmpty && !login.SequenceEqual(user);
        draft.Offer("user.id"u8, login.IsEmpty ? user : login);
        draft.Offer(isOther ? "user.effective.id"u8 : "user.id"u8, user);
        draft.Offer(isOther ? "user.effective.group.id"u8 : "user.group.id"u8, group);
    }

    // Words, or what stands in quotes, with them: as journald quotes what holds a space.
    private static void AddArguments(EventDraft draft, ReadOnlySpan<byte> line)
    {
        ByteSink words = new();
        words.Write((byte)'[');
        int count = 0;
        while (count < MostArguments)
        {
            line = line.TrimStart(" \t\n"u8);
            if (line.IsEmpty)
                break;
            int end = line[0] == '"' ? QuotedLength(line) : line.IndexOfAny((byte)' ', (byte)'\t', (byte)'\n');
            ReadOnlySpan<byte> word = end < 0 ? line : line[..end];
            words.Write(count++ == 0 ? "\""u8 : ",\""u8);
            JsonStrings.Escape(words, word);
            words.Write((byte)'"');
            line = line[word.Length..];
        }

        words.Write((byte)']');
        if (count == 0)
            return;
        draft.AddJson("process.args"u8, words.Written);
        draft.AddJson("process.args_count"u8, JsonStrings.Number(count, stackalloc byte[24]));
    }

    private static int QuotedLength(ReadOnlySpan<byte> line)
    {
        for (int at = 1; at < line.Length; at++)
        {
            if (line[at] == '\\')
                at++;
            else if (line[at] == '"')
                return at + 1;
        }

        return line.Length;
    }
}
