namespace HueSoc.Sigma.Matching;

/// <summary>A mark for each number from 0, set or not. It is a field of whoever keeps it: a copy shares the marks, and not its growth.</summary>
internal struct Marks
{
    private ulong[] words;

    /// <summary>No room for any; <see cref="Begin"/> makes it.</summary>
    public Marks() => words = [];

    /// <summary>Takes every mark away and makes room.</summary>
    /// <param name="count">How many numbers there are.</param>
    public void Begin(int count)
    {
        int needed = (count + 63) >> 6;
        if (words.Length < needed)
            words = new ulong[needed];
        else
            Array.Clear(words, 0, needed);
    }

    /// <summary>Whether a number is marked.</summary>
    public readonly bool Has(int number) => (words[number >> 6] & (1UL << number)) != 0;

    /// <summary>Marks a number.</summary>
    /// <returns>Whether it was not marked before.</returns>
    public readonly bool Set(int number)
    {
        ref ulong word = ref words[number >> 6];
        ulong mask = 1UL << number;
        if ((word & mask) != 0)
            return false;
        word |= mask;
        return true;
    }
}
