using System.Text.RegularExpressions;

namespace HueSoc.Sigma.Pipelines.Reading;

/// <summary>
/// A regular expression of a pipeline file. Such files are written for Python's <c>re</c>; where .NET spells the same
/// thing otherwise it is respelt. Each match has a time limit.
/// </summary>
internal sealed partial class PipelineRegex
{
    /// <summary>How long one match may take.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromMilliseconds(250);

    private readonly Regex regex;

    private PipelineRegex(Regex regex) => this.regex = regex;

    /// <summary>One that matches nothing, to stand in for one that is not valid.</summary>
    public static PipelineRegex Never { get; } = new(new Regex("(?!)", RegexOptions.None, TimeLimit));

    /// <summary>Makes one.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="fault">What is wrong with it.</param>
    public static PipelineRegex? Create(string pattern, out string? fault)
    {
        try
        {
            fault = null;
            return new(new Regex(PythonSpelling().Replace(pattern, Respell), RegexOptions.CultureInvariant, TimeLimit));
        }
        catch (ArgumentException e)
        {
            fault = e.Message;
            return null;
        }
    }

    /// <summary>Whether the text matches from its first character on; what follows the match does not matter.</summary>
    /// <exception cref="RegexMatchTimeoutException">It took longer than <see cref="TimeLimit"/>.</exception>
    public bool MatchesStart(string text) => regex.Match(text) is { Success: true, Index: 0 };

    /// <summary>Replaces every match.</summary>
    /// <exception cref="RegexMatchTimeoutException">It took longer than <see cref="TimeLimit"/>.</exception>
    public string Replace(string text, ReplacementTemplate replacement) => regex.Replace(text, replacement.Expand);

    /// <summary>What the first group of the first match holds, or null when nothing matches.</summary>
    /// <exception cref="RegexMatchTimeoutException">It took longer than <see cref="TimeLimit"/>.</exception>
    public string? FirstGroup(string text) => regex.Match(text) is { Success: true } match && match.Groups[1] is { Success: true } group ? group.Value : null;

    /// <summary>Whether the expression has a group.</summary>
    /// <param name="group">Its number or name.</param>
    public bool HasGroup(string group) => regex.GetGroupNames().Contains(group, StringComparer.Ordinal);

    [GeneratedRegex(@"\\.|\(\?P<|\(\?P=(\w+)\)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Singleline, 250)]
    private static partial Regex PythonSpelling();

    private static string Respell(Match match) => match.Value switch
    {
        "(?P<" => "(?<",
        "\\Z" => "\\z",
        ['(', ..] => $"\\k<{match.Value[4..^1]}>",
        _ => match.Value,
    };
}
