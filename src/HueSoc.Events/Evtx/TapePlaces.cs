using HueSoc.Events.Normalisers;
using HueSoc.Events.Normalisers.Ecs;

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
    /// <returns>Its shape; null when it is not known.</returns>
    public DocumentShape? TryFill(JsonTape tape, ReadOnlyMemory<byte> source)
    {
        if (outer is not { } plan)
            return null;
        int levelCount = levelLength > 0 ? 2 : 0;
        DocumentShape shape = plan.Shape(section, levelCount > 0);
        int before = plan.SectionAt < 0 ? plan.Entries.Length : plan.SectionAt;
        if (!tape.TryBegin(source, shape))
            AddForms(tape, plan, before, shape, levelCount);
        int index = Place(tape, plan.Places.AsSpan(0, before), 0, 0);
        if (section is not null)
            index = Place(tape, section.Places, sectionFirst, index);
        index = Place(tape, plan.Places.AsSpan(before), 0, index);
        if (levelCount > 0)
            PlaceLevel(tape, index);
        return shape;
    }

    private void AddForms(JsonTape tape, TapePlan plan, int before, DocumentShape shape, int levelCount)
    {
        int sectionCount = section?.Entries.Length ?? 0;
        tape.Begin(plan.Entries.Length + sectionCount + levelCount);
        int plainKeys = tape.AddPlainKeys(plan.PlainKeys);
        Add(tape, plan.Entries.AsSpan(0, before), plainKeys, 0, sectionCount);
        if (section is not null)
            Add(tape, section.Entries, tape.AddPlainKeys(section.PlainKeys), before, 0);
        Add(tape, plan.Entries.AsSpan(before), plainKeys, sectionCount, 0);
        if (levelCount > 0)
            AddLevel(tape);
        tape.End(shape);
    }

    // What holds the section ends later by what is in it, and what is behind it is there later.
    private static void Add(JsonTape tape, ReadOnlySpan<PlannedEntry> entries, int plainKeys, int shift, int sectionCount)
    {
        foreach (ref readonly PlannedEntry planned in entries)
        {
            ref JsonEntry entry = ref tape.Add();
            entry = planned.Form;
            if (entry.PlainKeyStart >= 0)
                entry.PlainKeyStart += plainKeys;
            entry.Next += planned.HoldsSection ? sectionCount : shift;
        }
    }

    private int Place(JsonTape tape, ReadOnlySpan<PlannedPlace> planned, int firstLiteral, int index)
    {
        ReadOnlySpan<int> places = starts.AsSpan(firstLiteral);
        foreach (ref readonly PlannedPlace place in planned)
        {
            ref JsonEntry entry = ref tape[index++];
            if (place.KeyLiteral >= 0)
                entry.KeyStart = places[place.KeyLiteral] + place.KeyOffset;
            int start = places[place.StartLiteral] + place.StartOffset;
            entry.Start = start;
            entry.Length = places[place.EndLiteral] + place.EndOffset - start;
            entry.Removed = false;
            entry.Touched = false;
        }

        return index;
    }

    // ,"log":{"level":"information"}
    private static void AddLevel(JsonTape tape)
    {
        int log = tape.Count;
        tape[0].Next += 2;
        tape.Add() = new JsonEntry { KeyLength = 3, PlainKeyStart = -1, KeyFirst = (byte)'l', Kind = JsonKind.Object, Next = log + 2 };
        tape.Add() = new JsonEntry { KeyLength = 5, PlainKeyStart = -1, KeyFirst = (byte)'l', Kind = JsonKind.Text, Next = log + 2 };
    }

    private void PlaceLevel(JsonTape tape, int index)
    {
        const int KeyAt = 2;
        const int ObjectAt = 7;
        const int LevelKeyAt = 9;
        const int LevelAt = 16;
        ref JsonEntry log = ref tape[index];
        log.KeyStart = levelStart + KeyAt;
        log.Start = levelStart + ObjectAt;
        log.Length = levelLength - ObjectAt;
        log.Removed = log.Touched = false;
        ref JsonEntry level = ref tape[index + 1];
        level.KeyStart = levelStart + LevelKeyAt;
        level.Start = levelStart + LevelAt;
        level.Length = levelLength - LevelAt - 1;
        level.Removed = level.Touched = false;
    }
}
