using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs.Auditd;

/// <summary>
/// The records of one audit event seen as one event: what ran (SYSCALL), with which arguments (EXECVE), where (CWD), on which files (PATH) and with whom
/// (SOCKADDR). Each record stays an event of its own; this view is made when they are read, from their texts (<c>event.original</c>). Records belong together
/// when machine, time and serial are the same. Used again and again by one thread.
/// </summary>
public sealed class AuditdJoin
{
    /// <summary>How many records of one event are seen; the kernel writes a few.</summary>
    public const int MostRecords = 64;

    /// <summary>How many bytes of records of one event are seen.</summary>
    public const int MostBytes = 256 << 10;

    private static readonly byte[] EmptyDocument = "{}"u8.ToArray();
    private static readonly JsonBounds Bounds = new();

    private readonly AuditRecord record = new();
    private readonly AuditdReading reading = new();
    private readonly AuditArguments arguments = new();
    private readonly EventDraft draft = new();
    private readonly NormaliserContext context = new(TimeZoneInfo.Utc);
    private readonly ByteSink texts = new();
    private readonly ByteSink paths = new();
    private readonly ByteSink list = new();
    private readonly List<(int Start, int Length)> records = [];
    private byte[] node = [];

    /// <summary>How many records have been added.</summary>
    public int Count => records.Count;

    /// <summary>The serial of the event; -1 before there is one.</summary>
    public long Serial { get; private set; } = -1;

    /// <summary>When it happened.</summary>
    public DateTimeOffset Time { get; private set; }

    /// <summary>Begins with another event.</summary>
    public void Clear()
    {
        records.Clear();
        texts.Clear();
        Serial = -1;
    }

    /// <summary>Adds a record. The first one says which event it is.</summary>
    /// <param name="text">The record's line, in valid UTF-8.</param>
    /// <returns>False when it is no record of this event.</returns>
    public bool TryAdd(ReadOnlySpan<byte> text)
    {
        if (!record.TryRead(text) || record.Time is not { } time)
            return false;
        if (records.Count == 0)
        {
            node = record.Node.ToArray();
            Serial = record.Serial;
            Time = time;
        }
        else if (Serial != record.Serial || Time != time || !record.Node.SequenceEqual(node))
        {
            return false;
        }

        if (records.Count < MostRecords && texts.Length + text.Length <= MostBytes)
        {
            records.Add((texts.Length, text.Length));
            texts.Write(text);
        }

        return true;
    }

    /// <summary>Writes the view.</summary>
    /// <returns>One line of ECS JSON with <c>auditd.joined: true</c>, valid until the next call; empty when there is no record.</returns>
    public ReadOnlySpan<byte> Write()
    {
        if (records.Count == 0)
            return default;
        _ = draft.TryRead(EmptyDocument, Bounds);
        context.Begin(Time);
        draft.AddText("@timestamp"u8, UtcText.Write(Time, stackalloc byte[UtcText.MaxLength]));
        _ = reading.Read(Text(Main()), draft, context);
        draft.AddJson("auditd.joined"u8, "true"u8);
        draft.AddText("host.os.type"u8, "linux"u8);
        arguments.Clear();
        paths.Clear();
        for (int index = 0; index < records.Count; index++)
        {
            if (record.TryRead(Text(index)))
                AddRecord();
        }

        AddWhatRan();
        if (paths.Length > 0)
        {
            paths.Write((byte)']');
            draft.AddJson("auditd.paths"u8, paths.Written);
        }

        return draft.Finish();
    }

    private ReadOnlySpan<byte> Text(int index) => texts.Slice(records[index].Start, records[index].Length);

    // SYSCALL says who did what; without one the first record does.
    private int Main()
    {
        for (int index = 0; index < records.Count; index++)
        {
            if (record.TryRead(Text(index)) && record.Type.SequenceEqual("SYSCALL"u8))
                return index;
        }

        return 0;
    }

    private void AddRecord()
    {
        ReadOnlySpan<byte> type = record.Type;
        if (type.SequenceEqual("EXECVE"u8))
        {
            arguments.Append(record);
        }
        else if (type.SequenceEqual("CWD"u8))
        {
            draft.Offer("process.working_directory"u8, record.Find("cwd"u8));
        }
        else if (type.SequenceEqual("PROCTITLE"u8))
        {
            draft.Offer("auditd.log.proctitle"u8, record.Find("proctitle"u8));
        }
        else if (type.SequenceEqual("PATH"u8))
        {
            AddPath();
        }
        else if (type.SequenceEqual("SOCKADDR"u8) && !draft.Has("auditd.socket"u8))
        {
            AuditSocket.Add(draft, record.Find("saddr"u8));
            AddPeer();
        }
    }

    private void AddPath()
    {
        ReadOnlySpan<byte> name = record.Find("name"u8);
        if (name.IsEmpty)
            return;
        paths.Write(paths.Length == 0 ? "[{\"name\":\""u8 : ",{\"name\":\""u8);
        JsonStrings.Escape(paths, name);
        ReadOnlySpan<byte> kind = record.Find("nametype"u8);
        if (!kind.IsEmpty)
        {
            paths.Write("\",\"nametype\":\""u8);
            JsonStrings.Escape(paths, kind);
        }

        paths.Write("\"}"u8);

        // The file itself, not the folder it is in; of what is run, the program and not its loader.
        if (name[0] == '/' && !kind.SequenceEqual("PARENT"u8))
            draft.Offer("file.path"u8, name);
    }

    private void AddPeer()
    {
        if (!draft.TryGetAdded("auditd.socket.ip"u8, out ReadOnlySpan<byte> ip) || !draft.TryGetAdded("auditd.socket.port"u8, out ReadOnlySpan<byte> port)
            || !draft.TryGetAdded("network.direction"u8, out ReadOnlySpan<byte> direction))
        {
            return;
        }

        // What was added is used again for what is added now, so it is copied first.
        byte[] address = ip[1..^1].ToArray();
        byte[] number = port.ToArray();
        bool isOut = direction.SequenceEqual("\"egress\""u8);
        draft.Offer(isOut ? "destination.ip"u8 : "source.ip"u8, address);
        draft.SetJson(isOut ? "destination.port"u8 : "source.port"u8, number);
    }

    private void AddWhatRan()
    {
        arguments.Flush();
        bool isExecution = draft.TryGetAdded("event.action"u8, out ReadOnlySpan<byte> action) && action.SequenceEqual("\"executed\""u8);
        if (isExecution)
            draft.AddJson("event.type"u8, "[\"start\"]"u8);
        if (arguments.Count > 0)
        {
            list.Clear();
            list.Write((byte)'[');
            list.Write(arguments.Array);
            list.Write((byte)']');
            draft.AddJson("process.args"u8, list.Written);
            draft.AddJson("process.args_count"u8, JsonStrings.Number(arguments.Count, stackalloc byte[24]));
            draft.AddText("process.command_line"u8, arguments.Line);
        }
        else if (draft.TryGetAdded("auditd.log.proctitle"u8, out ReadOnlySpan<byte> title))
        {
            list.Clear();
            list.Write(title);
            draft.OfferJson("process.command_line"u8, list.Written);
        }
    }
}
