using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Windows;

/// <summary>
/// What Windows wrote into an event's System section, as places in some bytes, and the parts of the layout that are made of
/// it: everything before the event's own data, and the ECS fields after it.
/// </summary>
internal sealed class SystemSection
{
    private readonly (int Start, int Length)[] places = new (int Start, int Length)[(int)SystemField.Count];
    private ulong present;
    private bool hasMarks;

    /// <summary>Whether, with marks for values, the form of what was written depends on a value.</summary>
    public bool Refused { get; private set; }

    /// <summary>Begins the next event.</summary>
    /// <param name="marks">Whether values are marks.</param>
    public void Clear(bool marks)
    {
        present = 0;
        hasMarks = marks;
        Refused = false;
    }

    /// <summary>Sets a field, unless an earlier element has set it.</summary>
    public void Offer(SystemField field, int start, int length)
    {
        if (Has(field))
            return;
        places[(int)field] = (start, length);
        present |= 1UL << (int)field;
    }

    /// <summary>Whether a field was there.</summary>
    public bool Has(SystemField field) => (present & (1UL << (int)field)) != 0;

    /// <summary>What an event says for a field; empty when it says nothing.</summary>
    /// <param name="source">The bytes that the places are in.</param>
    /// <param name="field">The field.</param>
    public ReadOnlySpan<byte> Value(ByteSink source, SystemField field)
    {
        (int start, int length) = Has(field) ? places[(int)field] : default;
        return source.Slice(start, length);
    }

    /// <summary>Writes the event's beginning: the time, and what is under <c>winlog</c> besides the event's own data. The object <c>winlog</c> stays open.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="source">The bytes that the places are in, escaped for JSON.</param>
    /// <param name="recordId">The record's number, for an event that does not say it; below 0 when not known.</param>
    /// <param name="fileTime">When the record was written, for an event that does not say when it happened: 100 ns since 1601, UTC; 0 when not known.</param>
    public void WriteHead(ByteSink output, ByteSink source, long recordId, long fileTime)
    {
        output.Write("{"u8);

        // What a plan is made of has to be in the event; only a time cannot be empty.
        Refused |= hasMarks && !(PlanMarks.Is(Value(source, SystemField.TimeCreated), PlanMarks.Time) && PlanMarks.Is(Value(source, SystemField.RecordId), PlanMarks.Integer));
        if (Has(SystemField.TimeCreated) && places[(int)SystemField.TimeCreated].Length > 0)
        {
            Text(output, source, "\"@timestamp\":\""u8, SystemField.TimeCreated);
            output.Write(","u8);
        }
        else if (fileTime > 0)
        {
            output.Write("\"@timestamp\":\""u8);
            WindowsTime.Write(output, (ulong)fileTime);
            output.Write("\","u8);
        }

        output.Write("\"winlog\":{"u8);
        Text(output, source, "\"provider_name\":\""u8, SystemField.ProviderName);
        Text(output, source, "\"provider_guid\":\""u8, SystemField.ProviderGuid);
        Text(output, source, "\"event_source_name\":\""u8, SystemField.EventSourceName);
        Text(output, source, "\"event_id\":\""u8, SystemField.EventId);
        Number(output, source, "\"qualifiers\":"u8, SystemField.Qualifiers);
        Number(output, source, "\"version\":"u8, SystemField.Version);
        Number(output, source, "\"level\":"u8, SystemField.Level);
        Number(output, source, "\"task\":"u8, SystemField.Task);
        Number(output, source, "\"opcode\":"u8, SystemField.Opcode);
        Text(output, source, "\"keywords\":\""u8, SystemField.Keywords);
        if (Has(SystemField.RecordId))
            Number(output, source, "\"record_id\":"u8, SystemField.RecordId);
        else if (recordId >= 0)
            Number(output, "\"record_id\":"u8, recordId);
        Text(output, source, "\"activity_id\":\""u8, SystemField.ActivityId);
        Text(output, source, "\"related_activity_id\":\""u8, SystemField.RelatedActivityId);
        Process(output, source);
        Text(output, source, "\"channel\":\""u8, SystemField.Channel);
        Text(output, source, "\"computer_name\":\""u8, SystemField.Computer);
        if (Has(SystemField.UserId))
        {
            Comma(output);
            output.Write("\"user\":{"u8);
            Text(output, source, "\"identifier\":\""u8, SystemField.UserId);
            output.Write("}"u8);
        }
    }

    /// <summary>Writes the end of the event: closes <c>winlog</c>, and ECS after it. The event stays open.</summary>
    public void WriteTail(ByteSink output, ByteSink source)
    {
        output.Write("},\"event\":{"u8);
        Text(output, source, "\"code\":\""u8, SystemField.EventId);
        Text(output, source, "\"provider\":\""u8, SystemField.ProviderName);
        Comma(output);
        output.Write("\"kind\":\"event\"}"u8);
        if (Has(SystemField.Computer))
        {
            Text(output, source, "\"host\":{\"name\":\""u8, SystemField.Computer);
            output.Write("}"u8);
        }

        ReadOnlySpan<byte> level = Value(source, SystemField.Level);
        if (hasMarks && PlanMarks.IndexOf(level) >= 0)
        {
            Refused |= !PlanMarks.Is(level, PlanMarks.Integer);
            PlanMarks.Write(output, PlanMarks.Level, PlanMarks.Index(level));
            return;
        }

        WriteLevel(output, level);
    }

    /// <summary>Writes the level as a word, if it has one, after the other ECS fields.</summary>
    public static void WriteLevel(ByteSink output, ReadOnlySpan<byte> level)
    {
        ReadOnlySpan<byte> name = LevelName(level);
        if (name.IsEmpty)
            return;
        output.Write(",\"log\":{\"level\":\""u8);
        output.Write(name);
        output.Write("\"}"u8);
    }

    // The names of levels are those of winmeta.xml; 0, which stands for "always logged", is shown by Windows as information.
    private static ReadOnlySpan<byte> LevelName(ReadOnlySpan<byte> level) => level.Length != 1 ? default : level[0] switch
    {
        (byte)'0' or (byte)'4' => "information"u8,
        (byte)'1' => "critical"u8,
        (byte)'2' => "error"u8,
        (byte)'3' => "warning"u8,
        (byte)'5' => "verbose"u8,
        _ => default,
    };

    private void Process(ByteSink output, ByteSink source)
    {
        const ulong any = (1UL << (int)SystemField.ProcessId) | (1UL << (int)SystemField.ThreadId) | (1UL << (int)SystemField.ProcessorId)
            | (1UL << (int)SystemField.SessionId) | (1UL << (int)SystemField.KernelTime) | (1UL << (int)SystemField.UserTime)
            | (1UL << (int)SystemField.ProcessorTime);
        if ((present & any) == 0)
            return;
        Comma(output);
        output.Write("\"process\":{"u8);
        Number(output, source, "\"pid\":"u8, SystemField.ProcessId);
        if (Has(SystemField.ThreadId))
        {
            Comma(output);
            output.Write("\"thread\":{"u8);
            Number(output, source, "\"id\":"u8, SystemField.ThreadId);
            output.Write("}"u8);
        }

        Number(output, source, "\"processor_id\":"u8, SystemField.ProcessorId);
        Number(output, source, "\"session_id\":"u8, SystemField.SessionId);
        Number(output, source, "\"kernel_time\":"u8, SystemField.KernelTime);
        Number(output, source, "\"user_time\":"u8, SystemField.UserTime);
        Number(output, source, "\"processor_time\":"u8, SystemField.ProcessorTime);
        output.Write("}"u8);
    }

    private void Text(ByteSink output, ByteSink source, ReadOnlySpan<byte> opening, SystemField field)
    {
        if (!Has(field))
            return;
        Comma(output);
        output.Write(opening);
        output.Write(Value(source, field));
        output.Write((byte)'"');
    }

    // What is no plain number, which only a damaged or forged event has, stays text.
    private void Number(ByteSink output, ByteSink source, ReadOnlySpan<byte> opening, SystemField field)
    {
        if (!Has(field))
            return;
        ReadOnlySpan<byte> value = Value(source, field);
        Comma(output);
        output.Write(opening);
        Refused |= hasMarks && PlanMarks.IndexOf(value) >= 0 && !PlanMarks.Is(value, PlanMarks.Integer);
        if (IsPlainNumber(value) || (hasMarks && PlanMarks.Is(value, PlanMarks.Integer)))
        {
            output.Write(value);
            return;
        }

        output.Write((byte)'"');
        output.Write(value);
        output.Write((byte)'"');
    }

    private static void Number(ByteSink output, ReadOnlySpan<byte> opening, long value)
    {
        Comma(output);
        output.Write(opening);
        System.Buffers.Text.Utf8Formatter.TryFormat(value, output.Reserve(20), out int written);
        output.Advance(written);
    }

    private static bool IsPlainNumber(ReadOnlySpan<byte> value)
    {
        if (value.Length > 1 && value[0] == '-')
            value = value[1..];
        if (value.Length is 0 or > 20 || (value[0] == '0' && value.Length > 1))
            return false;
        return value.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
    }

    // Between members, and not after an opening brace.
    private static void Comma(ByteSink output)
    {
        if (output.Written[^1] is not ((byte)'{' or (byte)','))
            output.Write((byte)',');
    }
}
