namespace HueSoc.Benchmarks;

/// <summary>Compares a figure with its bar and says so.</summary>
internal static class Figures
{
    /// <summary>Judges a figure.</summary>
    /// <param name="name">What was measured.</param>
    /// <param name="value">The figure.</param>
    /// <param name="atMost">The most it may be.</param>
    /// <param name="atLeast">The least it may be.</param>
    /// <returns>Whether it is within the bar.</returns>
    public static bool Judge(string name, double value, double? atMost = null, double? atLeast = null)
    {
        bool good = !(value > atMost) && !(value < atLeast);
        string bar = atMost is not null ? $"at most {atMost}" : $"at least {atLeast}";
        Console.WriteLine($"  {(good ? "met   " : "MISSED")} {name}: {value:F2} ({bar})");
        return good;
    }
}
