using System.Runtime.InteropServices;
using System.Text;

namespace HueSoc.Storage.Text;

/// <summary>
/// Unicode normalisation form C. The framework leaves text as it is when it runs without ICU, which we do; and logs hold
/// Vietnamese in both spellings.
/// </summary>
internal static class Composition
{
    private const int HangulBase = 0xAC00;
    private const int HangulCount = 11172;
    private const int LeadBase = 0x1100;
    private const int LeadCount = 19;
    private const int VowelBase = 0x1161;
    private const int VowelCount = 21;
    private const int TailBase = 0x11A7;
    private const int TailCount = 28;
    private const int LongRun = 32;

    /// <summary>Whether text certainly is in form C. A no may be wrong, a yes is not.</summary>
    public static bool IsComposed(ReadOnlySpan<char> text)
    {
        int start = text.IndexOfAnyInRange('\u0300', '\uFFFF');
        if (start < 0)
            return true;
        CompositionTable table = CompositionTable.Instance;
        foreach (char unit in text[start..])
        {
            if (table.IsSuspect(unit))
                return false;
        }

        return true;
    }

    /// <summary>Text in form C. Lone surrogates become U+FFFD.</summary>
    public static string Compose(ReadOnlySpan<char> text)
    {
        List<int> characters = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
            Decompose(rune.Value, characters);
        Order(characters);
        int count = Join(CollectionsMarshal.AsSpan(characters));
        StringBuilder composed = new(count);
        Span<char> units = stackalloc char[2];
        for (int index = 0; index < count; index++)
            composed.Append(units[..new Rune(characters[index]).EncodeToUtf16(units)]);
        return composed.ToString();
    }

    private static void Decompose(int character, List<int> into)
    {
        int syllable = character - HangulBase;
        if ((uint)syllable < HangulCount)
        {
            into.Add(LeadBase + (syllable / (VowelCount * TailCount)));
            into.Add(VowelBase + (syllable % (VowelCount * TailCount) / TailCount));
            if (syllable % TailCount != 0)
                into.Add(TailBase + (syllable % TailCount));
        }
        else if (CompositionTable.Instance.TryGetParts(character, out (int First, int Second) parts))
        {
            Decompose(parts.First, into);
            if (parts.Second != 0)
                into.Add(parts.Second);
        }
        else
        {
            into.Add(character);
        }
    }

    private static void Order(List<int> characters)
    {
        CompositionTable table = CompositionTable.Instance;
        int start = 0;
        while (start < characters.Count)
        {
            if (table.ClassOf(characters[start]) == 0)
            {
                start++;
                continue;
            }

            int end = start + 1;
            while (end < characters.Count && table.ClassOf(characters[end]) != 0)
                end++;
            OrderRun(characters, start, end, table);
            start = end;
        }
    }

    private static void OrderRun(List<int> characters, int start, int end, CompositionTable table)
    {
        if (end - start > LongRun) // Nobody writes so; what is sent to cost time must not.
        {
            int[] sorted = [.. characters.GetRange(start, end - start).OrderBy(table.ClassOf)];
            for (int index = 0; index < sorted.Length; index++)
                characters[start + index] = sorted[index];
            return;
        }

        for (int index = start + 1; index < end; index++)
        {
            int moving = characters[index];
            int place = index;
            while (place > start && table.ClassOf(characters[place - 1]) > table.ClassOf(moving))
            {
                characters[place] = characters[place - 1];
                place--;
            }

            characters[place] = moving;
        }
    }

    private static int Join(Span<int> characters)
    {
        CompositionTable table = CompositionTable.Instance;
        int count = 0;
        int starter = -1;
        int lastClass = 0;
        foreach (int character in characters)
        {
            int combining = table.ClassOf(character);
            bool reachable = starter >= 0 && (starter == count - 1 || (lastClass < combining && lastClass != 0));
            if (reachable && TryJoin(characters[starter], character, table, out int whole))
            {
                characters[starter] = whole;
                continue;
            }

            if (combining == 0)
                starter = count;
            lastClass = combining;
            characters[count++] = character;
        }

        return count;
    }

    private static bool TryJoin(int first, int second, CompositionTable table, out int whole)
    {
        if ((uint)(first - LeadBase) < LeadCount && (uint)(second - VowelBase) < VowelCount)
        {
            whole = HangulBase + ((((first - LeadBase) * VowelCount) + (second - VowelBase)) * TailCount);
            return true;
        }

        if ((uint)(first - HangulBase) < HangulCount && (first - HangulBase) % TailCount == 0 && second > TailBase && second < TailBase + TailCount)
        {
            whole = first + (second - TailBase);
            return true;
        }

        return table.TryCompose(first, second, out whole);
    }
}
