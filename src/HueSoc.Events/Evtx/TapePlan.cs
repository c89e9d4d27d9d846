using HueSoc.Events.Normalisers;
using HueSoc.Events.Normalisers.Ecs;
using HueSoc.Events.Windows;

namespace HueSoc.Events.Evtx;

/// <summary>Where a value of an event that a plan writes stands beside the plan's literals.</summary>
/// <param name="KeyLiteral">The literal its key is in; below 0 when it has none.</param>
/// <param name="KeyOffset">How far from its start.</param>
/// <param name="StartLiteral">The literal it begins in, or right behind.</param>
/// <param name="StartOffset">How far from its start.</param>
/// <param name="EndLiteral">The literal it ends in, or right before.</param>
/// <param name="EndOffset">How far from its start.</param>
#pragma warning disable MA0048 // The plan and what it is made of are one thing.
internal readonly record struct PlannedPlace(int KeyLiteral, int KeyOffset, int StartLiteral, int StartOffset, int EndLiteral, int EndOffset);

/// <summary>A value of an event that a plan writes.</summary>
/// <param name="Form">What is the same in each event.</param>
/// <param name="HoldsSection">Whether the section that is written later is in it.</param>
internal readonly record struct PlannedEntry(JsonEntry Form, bool HoldsSection);

/// <summary>
/// What a plan writes, taken apart: the tape of each of its events, but for where things are. So an event that was just written need not be read to
/// get its ECS. Made once for a plan, by writing it with the plainest values and reading that.
/// </summary>
internal sealed class TapePlan
{
    private const int MostEntries = 1000;
    private const int MostShapes = 16;
    private static readonly JsonBounds Bounds = new();

    private readonly List<(TapePlan Outer, bool HasLevel, DocumentShape Shape)> shapes = [];

    private TapePlan(PlannedEntry[] entries, PlannedPlace[] places, int literals, int sectionAt, byte[] plainKeys)
    {
        Entries = entries;
        Places = places;
        Literals = literals;
        SectionAt = sectionAt;
        PlainKeys = plainKeys;
    }

    /// <summary>The values; of a section, those of its members.</summary>
    public PlannedEntry[] Entries { get; }

    /// <summary>Where they stand.</summary>
    public PlannedPlace[] Places { get; }

    /// <summary>How many literals the plan has.</summary>
    public int Literals { get; }

    /// <summary>Before which value those of the section stand; below 0 when there is none.</summary>
    public int SectionAt { get; }

    /// <summary>The keys that are compared otherwise than they are written.</summary>
    public byte[] PlainKeys { get; }

    /// <summary>The shape of its events.</summary>
    /// <param name="section">What the section in them is made of; null when there is none.</param>
    /// <param name="hasLevel">Whether they have a level.</param>
    public DocumentShape Shape(TapePlan? section, bool hasLevel)
    {
        // One plan of a whole event has many sections, but a section is in few of them.
        List<(TapePlan Outer, bool HasLevel, DocumentShape Shape)> known = (section ?? this).shapes;
        foreach ((TapePlan outer, bool level, DocumentShape shape) in known)
        {
            if (outer == this && level == hasLevel)
                return shape;
        }

        DocumentShape made = new();
        if (known.Count < MostShapes)
            known.Add((this, hasLevel, made));
        return made;
    }

    /// <summary>Takes apart what a plan writes.</summary>
    /// <param name="written">What was written with marks for values.</param>
    /// <param name="isSection">Whether it is members of an object that is open.</param>
    /// <param name="sample">Room for what is written with the plainest values.</param>
    /// <param name="tape">Room for its tape.</param>
    /// <returns>Null when a key stands twice, or there is too much: such events are read.</returns>
    public static TapePlan? TryMake(ReadOnlySpan<byte> written, bool isSection, ByteSink sample, JsonTape tape)
    {
        sample.Clear();
        if (isSection)
            sample.Write("{\"\":0"u8);
        List<(int Start, int End)> literals = [];
        int sectionPlace = -1;
        int levelPlace = -1;
        while (!written.IsEmpty)
        {
            int mark = PlanMarks.IndexOf(written);
            int length = mark < 0 ? written.Length : mark;
            if (length > 0)
            {
                literals.Add((sample.Length, sample.Length + length));
                sample.Write(written[..length]);
            }

            if (mark < 0)
                break;
            if (written[mark] == PlanMarks.Section)
                sectionPlace = sample.Length;
            else if (written[mark] == PlanMarks.Level)
                levelPlace = sample.Length;
            else
                sample.Write((byte)'0');
            written = written[(mark + 3)..];
        }

        if (isSection)
            sample.Write((byte)'}');
        if (!tape.TryRead(sample.WrittenMemory, Bounds) || tape.NeedsCleaning || tape.Count > MostEntries || RepeatedKeys.MayBeIn(tape))
            return null;

        // The level is the last member of all, if it is there.
        int skipped = isSection ? 2 : 0;
        if (levelPlace >= 0 && levelPlace != sample.Length - 1)
            return null;
        PlannedEntry[] entries = new PlannedEntry[tape.Count - skipped];
        PlannedPlace[] places = new PlannedPlace[entries.Length];
        int sectionAt = -1;
        for (int i = 0; i < entries.Length; i++)
        {
            JsonEntry entry = tape[i + skipped];
            int end = entry.Start + entry.Length;
            if (sectionPlace >= 0 && sectionAt < 0 && entry.Start > sectionPlace)
                sectionAt = i;
            (int keyLiteral, int keyOffset) = entry.KeyStart < 0 ? (-1, 0) : StartOf(literals, entry.KeyStart);
            (int startLiteral, int startOffset) = StartOf(literals, entry.Start);
            (int endLiteral, int endOffset) = EndOf(literals, end);
            entry.Next -= skipped;

            // Its text is another one each time, if it is not all literal.
            entry.MayHaveEscapes |= entry.Kind == JsonKind.Text && startLiteral != endLiteral;
            entries[i] = new(entry, entry.Start < sectionPlace && sectionPlace < end);
            places[i] = new(keyLiteral, keyOffset, startLiteral, startOffset, endLiteral, endOffset);
        }

        if (sectionPlace >= 0 && sectionAt < 0)
            sectionAt = entries.Length;
        return new(entries, places, literals.Count, sectionAt, tape.PlainKeys.ToArray());
    }

    // A value of a number begins where the literal before it ends.
    private static (int Literal, int Offset) StartOf(List<(int Start, int End)> literals, int place)
    {
        int literal = literals.FindLastIndex(l => l.Start <= place);
        return (literal, place - literals[literal].Start);
    }

    private static (int Literal, int Offset) EndOf(List<(int Start, int End)> literals, int place)
    {
        int literal = literals.FindIndex(l => place <= l.End);
        return (literal, place - literals[literal].Start);
    }
}
