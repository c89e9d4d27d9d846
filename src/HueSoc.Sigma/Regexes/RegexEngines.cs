using System.Text.RegularExpressions;

namespace HueSoc.Sigma.Regexes;

/// <summary>.NET's engines for one translated pattern, each made when it is first used.</summary>
internal sealed class RegexEngines
{
    private readonly Lazy<Regex> _hurried;
    private readonly Lazy<Regex> _backtracking;
    private volatile Lazy<Regex?>? _automaton;

    /// <summary>Prepares to make the engines.</summary>
    /// <param name="pattern">Gives the pattern in .NET's syntax.</param>
    /// <param name="automaton">Whether an automaton can run it.</param>
    public RegexEngines(Func<string> pattern, bool automaton)
    {
        Lazy<string> translated = new(pattern);
        _hurried = new Lazy<Regex>(() => new Regex(translated.Value, RegexOptions.CultureInvariant, SigmaRegex.ShortTime));
        _backtracking = new Lazy<Regex>(() => new Regex(translated.Value, RegexOptions.CultureInvariant, SigmaRegex.Time));
        if (automaton)
            _automaton = new Lazy<Regex?>(() => BuildAutomaton(translated.Value));
    }

    /// <summary>Whether the automaton may be asked.</summary>
    public bool HasAutomaton => _automaton is not null;

    /// <summary>Makes the engine that is cheapest to make; all read the pattern with the same parser.</summary>
    /// <returns>Why .NET refused the pattern, or null.</returns>
    public string? Prepare()
    {
        try
        {
            _ = (HasAutomaton ? _hurried : _backtracking).Value;
            return null;
        }
        catch (ArgumentException e)
        {
            return $"the regular expression cannot be prepared: {e.Message}";
        }
    }

    /// <summary>Searches by backtracking, for a very short time.</summary>
    /// <returns>Null when it was cut off.</returns>
    public bool? TryHurried(ReadOnlySpan<char> text) => TryBacktracking(_hurried, text);

    /// <summary>Searches by backtracking.</summary>
    /// <returns>Null when it was cut off.</returns>
    public bool? TryBacktracking(ReadOnlySpan<char> text) => TryBacktracking(_backtracking, text);

    /// <summary>Searches with the automaton.</summary>
    /// <returns>Null when it was cut off, or when there is no automaton.</returns>
    public bool? TryAutomaton(ReadOnlySpan<char> text) => _automaton?.Value is { } regex ? Try(regex, text) : null;

    /// <summary>Gives the automaton up, and its memory free.</summary>
    public void DropAutomaton() => _automaton = null;

    private static bool? TryBacktracking(Lazy<Regex> regex, ReadOnlySpan<char> text) =>
        text.Length <= SigmaRegex.MaxBacktrackingText ? Try(regex.Value, text) : null;

    private static bool? Try(Regex regex, ReadOnlySpan<char> text)
    {
        try
        {
            return regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static Regex? BuildAutomaton(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, SigmaRegex.Time);
        }
        catch (NotSupportedException)
        {
            // It would be larger than .NET allows.
            return null;
        }
    }
}
