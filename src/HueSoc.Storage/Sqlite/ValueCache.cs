namespace HueSoc.Storage.Sqlite;

/// <summary>Keeps the strings of values that come again and again, so that reading them allocates nothing. One a thread.</summary>
internal sealed class ValueCache
{
    private const int Places = 1024;
    private const int LongestKept = 64;

    private readonly string?[] kept = new string?[Places];

    /// <summary>The string of a value.</summary>
    public string Get(ReadOnlySpan<char> value)
    {
        if (value.Length > LongestKept)
            return value.ToString();
        ref string? place = ref kept[(uint)string.GetHashCode(value, StringComparison.Ordinal) % Places];
        if (place is null || !value.SequenceEqual(place))
            place = value.ToString();
        return place;
    }
}
