using System.Buffers.Text;
using HueSoc.Events.Normalisers.Ecs;

namespace HueSoc.Events.Normalisers.Windows;

/// <summary>Puts ECS beside what Windows wrote, by the table of <see cref="WindowsCatalog"/>. What Windows wrote is only read.</summary>
internal static class WindowsEcs
{
    private const long AuditFailure = 0x0010_0000_0000_0000;
    private const long AuditSuccess = 0x0020_0000_0000_0000;

    private static readonly EcsField ModuleField = new("event.module");
    private static readonly EcsField OutcomeField = new("event.outcome");

    /// <summary>The row of an event; null when the table has none.</summary>
    /// <param name="provider">The name of its source; empty when it names none.</param>
    /// <param name="channel">Its channel.</param>
    /// <param name="id">Its id.</param>
    /// <param name="source">The source.</param>
    public static WindowsEvent? Find(ReadOnlySpan<byte> provider, ReadOnlySpan<byte> channel, ReadOnlySpan<byte> id, out WindowsProvider? source)
    {
        source = WindowsCatalog.Find(provider, channel);
        return source is not null && Utf8Parser.TryParse(id, out int number, out int used) && used == id.Length ? source.Find(number) : null;
    }

    /// <summary>Writes what a row says of an event.</summary>
    /// <param name="draft">The event; its writer has begun, and is to be ended by the caller.</param>
    /// <param name="provider">Its source.</param>
    /// <param name="row">Its row.</param>
    /// <param name="values">Its own data.</param>
    /// <param name="keywords">Where its keywords stand on the tape; -1 for nowhere.</param>
    public static void Write(EventDraft draft, WindowsProvider provider, WindowsEvent row, EventValues values, int keywords)
    {
        EcsWriter writer = draft.Ecs;
        writer.Put(ModuleField, provider.ModuleJson);
        if (provider.Audits && keywords >= 0)
            writer.Put(OutcomeField, Outcome(draft, keywords));
        row.Write(writer, values);
    }

    // The bits as Windows renders them, or the words that shippers make of them.
    private static ReadOnlySpan<byte> Outcome(EventDraft draft, int keywords)
    {
        JsonTape tape = draft.Tape;
        if (tape[keywords].Kind == JsonKind.Array)
        {
            for (int index = keywords + 1; index < tape[keywords].Next; index = tape[index].Next)
            {
                ReadOnlySpan<byte> found = tape[index].Kind == JsonKind.Text ? OutcomeOf(tape.Raw(tape[index])[1..^1]) : default;
                if (!found.IsEmpty)
                    return found;
            }

            return default;
        }

        return tape[keywords].Kind is JsonKind.Text or JsonKind.Number ? OutcomeOf(draft.Ecs.Text(keywords)) : default;
    }

    private static ReadOnlySpan<byte> OutcomeOf(ReadOnlySpan<byte> text)
    {
        if (!CodeTexts.TryParse(text, out long bits))
        {
            return text.SequenceEqual("Audit Failure"u8) ? "\"failure\""u8
                : text.SequenceEqual("Audit Success"u8) ? "\"success\""u8
                : default;
        }

        return (bits & AuditFailure) != 0 ? "\"failure\""u8 : (bits & AuditSuccess) != 0 ? "\"success\""u8 : default;
    }
}
