using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Evtx;

/// <summary>Where the literals of the plans stand in the event that was written last, and its tape made of that.</summary>
internal sealed class TapePlaces
{
    private int[] starts = new int[256];
    private TapePlan? outer;
    private TapePlan? section;
    private int sectionFirst;
    private int levelStart;
    private int levelLength;

    /// <summary>Begins an event, or a section in it.</summary>
    /// <param name="plan">What it is made of; null when that is not known.</param>
    /// <param name="isSection">Whether it is a section.</param>
    /// <param name="literals">How many literals it has.</param>
    /// <returns>The number of its first literal.</returns>
    public int Begin(TapePlan? plan, bool isSection, int literals)
    {
        if (isSection)
        {
            section = plan;
            if (plan is null)
                outer = null;
        }
        else
        {
            outer = plan;
            section = null;
            sectionFirst = literals;
            levelLength = 0;
        }

        int first = isSection ? sectionFirst : 0;
        if (starts.Length < first + literals)
            Array.Resize(ref starts, (first + literals) * 2);
        return first;
    }

    /// <summary>Notes where a literal was written.</summary>
    public void Set(int literal, int place) => starts[literal] = place;

    /// <summary>Forgets the event: something in it is not known.</summary>
    public void Lose() => outer = null;

    /// <summary>Notes where the level was written.</summary>
    public void SetLevel(int start, int length) => (levelStart, levelLength) = (start, length);

    /// <summary>Makes the tape of the event.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="source">The event.</param>
    /// <returns>False when it is not known.</returns>
    public bool TryFill(JsonTape tape, ReadOnlyMemory<byte> source)
    {
        if (outer is not { } plan)
            return false;
        int sectionCount = section?.Entries.Length ?? 0;
        int before = plan.SectionAt < 0 ? plan.Entries.Length : plan.SectionAt;
        int levelCount = levelLength > 0 ? 2 : 0;
        tape.Begin(source, plan.Entries.Length + sectionCount + levelCount);
        int plainKeys = tape.AddPlainKeys(plan.PlainKeys);
        Add(tape, plan.Entries.AsSpan(0, before), 0, plainKeys, 0, sectionCount);
        if (section is not null)
            Add(tape, section.Entries, sectionFirst, tape.AddPlainKeys(section.PlainKeys), before, 0);
        Add(tape, plan.Entries.AsSpan(before), 0, plainKeys, sectionCount, 0);
        if (levelCount > 0)
            AddLevel(tape);
        tape.End();
        return true;
    }

    // What holds the section ends later by what is in it, and what is behind it is there later.
    private void Add(JsonTape tape, ReadOnlySpan<PlannedEntry> entries, int firstLiteral, int plainKeys, int shift, int sectionCount)
    {
        ReadOnlySpan<byte> source = tape.Source.Span;
        ReadOnlySpan<int> places = starts.AsSpan(firstLiteral);
        foreach (ref readonly PlannedEntry planned in entries)
        {
            ref JsonEntry entry = ref tape.Add();
            entry = planned.Form;
            if (planned.KeyLiteral >= 0)
                entry.KeyStart = places[planned.KeyLiteral] + planned.KeyOffset;
            if (entry.PlainKeyStart >= 0)
                entry.PlainKeyStart += plainKeys;
            entry.Start = places[planned.StartLiteral] + planned.StartOffset;
            entry.Length = places[planned.EndLiteral] + planned.EndOffset - entry.Start;
            entry.Next += planned.HoldsSection ? sectionCount : shift;
            if (planned.StartLiteral != planned.EndLiteral && entry.Kind == JsonKind.Text)
                entry.HasEscapes = source.Slice(entry.Start, entry.Length).Contains((byte)'\\');
        }
    }

    // ,"log":{"level":"information"}
    private void AddLevel(JsonTape tape)
    {
        const int KeyAt = 2;
        const int ObjectAt = 7;
        const int LevelKeyAt = 9;
        const int LevelAt = 16;
        int log = tape.Count;
        tape[0].Next += 2;
        ref JsonEntry holder = ref tape.Add();
        holder = new JsonEntry
        {
            KeyStart = levelStart + KeyAt, KeyLength = 3, PlainKeyStart = -1, KeyFirst = (byte)'l', Start = levelStart + ObjectAt,
            Length = levelLength - ObjectAt, Kind = JsonKind.Object, Next = log + 2,
        };
        ref JsonEntry level = ref tape.Add();
        level = new JsonEntry
        {
            KeyStart = levelStart + LevelKeyAt, KeyLength = 5, PlainKeyStart = -1, KeyFirst = (byte)'l', Start = levelStart + LevelAt,
            Length = levelLength - LevelAt - 1, Kind = JsonKind.Text, Next = log + 2,
        };
    }
}
