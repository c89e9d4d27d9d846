using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace HueSoc.Agent.Intake;

/// <summary>
/// How many events and bytes a UTC day may have, and what was left out because of it, counted by source. What it knows is kept
/// with the positions, so that a restart neither forgets what was left out nor gives the day again.
/// </summary>
internal sealed class DailyBudget
{
    // Sources are as many as a configuration has; this only bounds what a state from disk can claim.
    private const int MostSources = 256;
    private readonly Dictionary<string, long> leftOut = new(StringComparer.Ordinal);
    private DateOnly day;
    private long events;
    private long bytes;

    /// <summary>How many events a day may have; 0 for no bound.</summary>
    public long EventsPerDay { get; set; }

    /// <summary>How many bytes a day may have; 0 for no bound.</summary>
    public long BytesPerDay { get; set; }

    /// <summary>Whether there is a bound at all.</summary>
    public bool IsBounded => EventsPerDay > 0 || BytesPerDay > 0;

    /// <summary>Whether something changed since <see cref="WriteState"/>.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>What was left out this day, by source.</summary>
    public IReadOnlyDictionary<string, long> LeftOut => leftOut;

    /// <summary>How many events were left out this day.</summary>
    public long LeftOutEvents => leftOut.Values.Sum();

    /// <summary>The day that is counted.</summary>
    public DateOnly Day => day;

    /// <summary>Begins another day, if it is one.</summary>
    /// <returns>Whether it is.</returns>
    public bool Turn(DateOnly today)
    {
        if (today == day)
            return false;
        IsChanged |= IsBounded || leftOut.Count > 0;
        day = today;
        events = 0;
        bytes = 0;
        leftOut.Clear();
        return true;
    }

    /// <summary>Whether another event would be within the budget.</summary>
    /// <param name="length">Its bytes.</param>
    public bool HasRoomFor(int length) =>
        (EventsPerDay <= 0 || events < EventsPerDay) && (BytesPerDay <= 0 || bytes + length <= BytesPerDay);

    /// <summary>Counts an event that was taken.</summary>
    public void Take(int length)
    {
        events++;
        bytes += length;
        IsChanged |= IsBounded;
    }

    /// <summary>Counts an event that was left out.</summary>
    /// <returns>Whether it is the first of the day.</returns>
    public bool LeaveOut(string source)
    {
        bool first = leftOut.Count == 0;
        leftOut[source] = leftOut.GetValueOrDefault(source) + 1;
        IsChanged = true;
        return first;
    }

    /// <summary>Writes what must be known after a restart: one line of JSON.</summary>
    public byte[] WriteState()
    {
        IsChanged = false;
        ArrayBufferWriter<byte> buffer = new(256);
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteString("day"u8, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteNumber("events"u8, events);
            json.WriteNumber("bytes"u8, bytes);
            json.WriteStartObject("left_out"u8);
            foreach ((string source, long count) in leftOut)
                json.WriteNumber(source, count);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads it again. What cannot be read is as if nothing had been counted.</summary>
    public void ReadState(ReadOnlyMemory<byte> state)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(state);
            JsonElement root = document.RootElement;
            if (!DateOnly.TryParseExact(root.GetProperty("day"u8).GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly counted))
                return;
            day = counted;
            events = root.GetProperty("events"u8).GetInt64();
            bytes = root.GetProperty("bytes"u8).GetInt64();
            foreach (JsonProperty source in root.GetProperty("left_out"u8).EnumerateObject().Take(MostSources))
                leftOut[source.Name] = source.Value.GetInt64();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            Turn(default);
        }
    }
}
