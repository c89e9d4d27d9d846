using System.Buffers;
using System.Text;
using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Regexes;

/// <summary>
/// A rule's regular expression. It is read and checked at once and handed to .NET when it is first needed. Where that is
/// possible an automaton answers, in time proportional to the text, whatever backtracking does not answer at once; and
/// every search has a time limit. Safe for several threads.
/// </summary>
internal sealed class SigmaRegex
{
    /// <summary>
    /// Counted repeats of more characters than this are run by backtracking: an automaton would need a state for each,
    /// and its sets of states made <c>.{1000,}</c> on 70,000 characters too slow and some patterns 200 MB large.
    /// </summary>
    public const int MaxAutomatonExpansion = 300;

    /// <summary>The longest text that is searched by backtracking, in UTF-16 code units: it bounds the memory of the stack.</summary>
    public const int MaxBacktrackingText = 4 * 1024 * 1024;

    /// <summary>After so many cut-offs a search gets <see cref="ShortTime"/> instead of <see cref="Time"/>, so that one rule cannot stall a run.</summary>
    public const int Patience = 10;

    /// <summary>
    /// The searches for which no automaton is made yet, if backtracking answers them within <see cref="ShortTime"/>: an
    /// automaton costs some milliseconds and up to 64 KB, and most rules' patterns are searched for only a few times.
    /// </summary>
    public const int WarmUp = 64;

    /// <summary>How long one search may take.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a search may take of a pattern that has been cut off <see cref="Patience"/> times.</summary>
    public static readonly TimeSpan ShortTime = TimeSpan.FromMilliseconds(2);

    private readonly ParsedRegex _parsed;
    private readonly AlphabetMap? _alphabet;
    private readonly RegexEngines _engines;
    private readonly Lazy<string?> _problem;
    private long _cutOffs;
    private int _searches;
    private int _automatonCutOffs;

    private SigmaRegex(ParsedRegex parsed, AlphabetMap? alphabet)
    {
        _parsed = parsed;
        _alphabet = alphabet;
        _engines = new RegexEngines(() => Translated, IsNonBacktracking);
        _problem = new Lazy<string?>(_engines.Prepare);
        Required = RequiredLiterals.Of(parsed.Root);
    }

    /// <summary>What a text must hold for the pattern to be found in it.</summary>
    public RequiredLiterals Required { get; }

    /// <summary>Whether it is to run without backtracking, in time proportional to the text; .NET may find its automaton too large for that.</summary>
    public bool IsNonBacktracking => _parsed.Features == RegexFeatures.None && _parsed.Expansion <= MaxAutomatonExpansion;

    /// <summary>How often a search ended without an answer.</summary>
    public long CutOffs => Interlocked.Read(ref _cutOffs);

    /// <summary>Why .NET refused the pattern, if it did; then every search is <see cref="RegexOutcome.CutOff"/>. Known after the first search or <see cref="Validate"/>.</summary>
    public string? ConstructionError => _problem.IsValueCreated ? _problem.Value : null;

    /// <summary>The pattern as .NET is given it.</summary>
    internal string Translated => PatternEmitter.Emit(_parsed, _alphabet);

    /// <summary>Reads and checks a pattern. Cheap: .NET's own regex is made later.</summary>
    /// <param name="value">The pattern and its flags.</param>
    /// <param name="error">Why it was refused, in one sentence with the column.</param>
    /// <returns>Null when it was refused.</returns>
    public static SigmaRegex? Compile(RegexValue value, out string? error)
    {
        if (RegexParser.Parse(value, out error) is not { } parsed)
            return null;

        // A backreference compares what was captured, so these texts must be left as they are.
        if ((parsed.Features & RegexFeatures.Backreference) != RegexFeatures.None)
            return new SigmaRegex(parsed, alphabet: null);
        AlphabetMap? alphabet = AlphabetMap.Of(PatternEmitter.Sets(parsed.Root));
        error = alphabet is null ? "column 1: the pattern tells too many different characters apart" : null;
        return alphabet is null ? null : new SigmaRegex(parsed, alphabet);
    }

    /// <summary>Makes .NET's regex now, for a check that must not leave it to the first search.</summary>
    /// <param name="error">Why .NET refused it.</param>
    /// <returns>Whether it can be run.</returns>
    public bool Validate(out string? error)
    {
        error = _problem.Value;
        return error is null;
    }

    /// <summary>Looks for the pattern anywhere in a text.</summary>
    /// <param name="text">The text.</param>
    public RegexOutcome IsMatch(ReadOnlySpan<char> text)
    {
        if (_alphabet is null || Ascii.IsValid(text))
            return Search(text);
        char[] mapped = ArrayPool<char>.Shared.Rent(text.Length);
        RegexOutcome outcome = Search(mapped.AsSpan(0, _alphabet.Map(text, mapped)));
        ArrayPool<char>.Shared.Return(mapped);
        return outcome;
    }

    private RegexOutcome Search(ReadOnlySpan<char> text)
    {
        if (_problem.Value is not null)
            return CutOff();
        if (CutOffs >= Patience)
            return Outcome(_engines.TryHurried(text)) ?? CutOff();
        if (_engines.HasAutomaton)
        {
            if (Volatile.Read(ref _searches) < WarmUp)
            {
                Interlocked.Increment(ref _searches);
                if (Outcome(_engines.TryHurried(text)) is { } early)
                    return early;
            }

            if (Outcome(_engines.TryAutomaton(text)) is { } certain)
                return certain;

            // A set of states can be slow where backtracking is not.
            if (Interlocked.Increment(ref _automatonCutOffs) >= Patience)
                _engines.DropAutomaton();
        }

        return Outcome(_engines.TryBacktracking(text)) ?? CutOff();
    }

    private static RegexOutcome? Outcome(bool? found) => found switch
    {
        true => RegexOutcome.Yes,
        false => RegexOutcome.No,
        null => null,
    };

    private RegexOutcome CutOff()
    {
        Interlocked.Increment(ref _cutOffs);
        return RegexOutcome.CutOff;
    }
}
