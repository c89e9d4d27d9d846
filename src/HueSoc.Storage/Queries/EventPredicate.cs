using HueSoc.Storage.Sqlite;
using HueSoc.Storage.Text;

namespace HueSoc.Storage.Queries;

/// <summary>A query asked of events in memory. Not for several threads at once.</summary>
public sealed class EventPredicate : IFieldSink
{
    private readonly List<FieldSlot> slots = [];
    private readonly JsonText text = new();
    private readonly WordBuffer fullText = new();
    private readonly Func<bool>? test;
    private readonly FieldScan scan;
    private FieldSlot[]? fullTextSlots;

    private EventPredicate(QueryNode? query)
    {
        test = query is null ? null : Prepare(query);
        ulong below = 0;
        for (int index = 0; index < slots.Count; index++)
            below |= slots[index].CountsBelow ? 1UL << index : 0;
        scan = new([.. slots.Select(slot => slot.Field)], below);
    }

    /// <summary>Prepares a query; null asks for everything.</summary>
    /// <exception cref="ArgumentException">It names too many fields; one from <see cref="QueryParser"/> never does.</exception>
    public static EventPredicate Compile(QueryNode? query) => new(query);

    /// <summary>Whether an event answers the query.</summary>
    /// <param name="document">The event: one JSON object in UTF-8.</param>
    public bool Matches(ReadOnlySpan<byte> document)
    {
        if (test is null)
            return true;
        foreach (FieldSlot slot in slots)
            slot.Clear();
        scan.Scan(document, this);
        if (fullTextSlots is [FieldSlot message, FieldSlot commandLine, FieldSlot windows])
        {
            fullText.Clear();
            fullText.AddAll(message.Words);
            fullText.AddAll(commandLine.IsPresent ? commandLine.Words : windows.Words);
        }

        return test();
    }

    void IFieldSink.OnValue(int field, in JsonCursor reader) => slots[field].Add(text.Read(in reader));

    private static bool HasPhrase(ReadOnlySpan<char> words, string phrase)
    {
        while (true)
        {
            int found = words.IndexOf(phrase);
            if (found < 0)
                return false;
            int end = found + phrase.Length;
            if (end == words.Length || words[end] == ' ')
                return true;
            words = words[(found + 1)..];
        }
    }

    private static bool HasWord(ReadOnlySpan<char> words, Wildcards pattern)
    {
        foreach (Range range in words.Split(' '))
        {
            ReadOnlySpan<char> word = words[range];
            if (!word.IsEmpty && word is not [WordBuffer.Border] && pattern.Fits(word))
                return true;
        }

        return false;
    }

    private Func<bool> Prepare(QueryNode node)
    {
        switch (node)
        {
            case AndNode and:
                Func<bool>[] all = [.. and.Parts.Select(Prepare)];
                return () => Array.TrueForAll(all, static part => part());
            case OrNode or:
                Func<bool>[] any = [.. or.Parts.Select(Prepare)];
                return () => Array.Exists(any, static part => part());
            case NotNode not:
                Func<bool> denied = Prepare(not.Part);
                return () => !denied();
            case FieldNode field:
                return PrepareValues(field);
            case RangeNode range:
                List<string> values = ValuesOf(range.Field);
                ValueRange bounds = ValueRange.Of(range);
                return () => values.Exists(value => bounds.Contains(value));
            case ExistsNode exists:
                FieldSlot slot = Slot(exists.Field, countsBelow: HotFields.Find(exists.Field) is null);
                return () => slot.IsPresent;
            case PhraseNode phrase:
                WordBuffer words = WordsOf(phrase.Field);
                string searched = ' ' + string.Join(' ', phrase.Words);
                return () => HasPhrase(words.Text, searched);
            case WordPatternNode word:
                WordBuffer candidates = WordsOf(word.Field);
                Wildcards pattern = new(word.Pattern);
                return () => HasWord(candidates.Text, pattern);
            case EverythingNode:
                return static () => true;
            default:
                throw new ArgumentException($"there is no condition {node.GetType().Name}", nameof(node));
        }
    }

    private Func<bool> PrepareValues(FieldNode field)
    {
        List<string> values = ValuesOf(field.Field);
        if (!field.IsPattern)
            return () => values.Contains(field.Value);
        Wildcards pattern = new(field.Value);
        return () => values.Exists(value => pattern.Fits(value));
    }

    private List<string> ValuesOf(string field)
    {
        FieldSlot slot = Slot(field, countsBelow: false);
        slot.NeedsValues = true;
        return slot.Values;
    }

    private WordBuffer WordsOf(string? field)
    {
        if (field is null)
        {
            fullTextSlots ??= [WordSlot(TextFields.Message), WordSlot(TextFields.CommandLine), WordSlot(TextFields.WindowsCommandLine)];
            return fullText;
        }

        return WordSlot(field).Words;
    }

    private FieldSlot WordSlot(string field)
    {
        FieldSlot slot = Slot(field, countsBelow: false);
        slot.NeedsWords = true;
        return slot;
    }

    private FieldSlot Slot(string field, bool countsBelow)
    {
        FieldSlot? slot = slots.Find(known => known.CountsBelow == countsBelow && string.Equals(known.Field, field, StringComparison.Ordinal));
        if (slot is null)
        {
            slot = new(field, countsBelow);
            slots.Add(slot);
        }

        return slot;
    }
}
