namespace HueSoc.Cli.Terminal;

/// <summary>Says the first so many lines of a kind on standard error, and of the rest how many there are.</summary>
/// <param name="screen">Where they are said.</param>
/// <param name="limit">How many are said in full.</param>
internal sealed class BoundedNotices(Screen screen, int limit)
{
    /// <summary>How many there were.</summary>
    public int Count { get; private set; }

    /// <summary>Takes a line.</summary>
    public void Add(string line)
    {
        if (Count++ < limit)
            screen.Say(line);
    }

    /// <summary>Says how many were not said.</summary>
    public void End()
    {
        if (Count > limit)
            screen.Say($"and {Quantity.Of(Count - limit)} more");
    }
}
