using System.Collections.Immutable;

namespace HueSoc.Sigma.Regexes;

/// <summary>A part of a pattern. The flags in force where it stood have been worked into it.</summary>
#pragma warning disable MA0048 // One small closed hierarchy reads best in one place.
internal abstract record RegexNode;

/// <summary>Matches the empty text.</summary>
internal sealed record EmptyNode : RegexNode
{
    /// <summary>The one instance that is needed.</summary>
    public static EmptyNode Instance { get; } = new();
}

/// <summary>One character of a set; a literal is a set of one, or of its cases.</summary>
/// <param name="Set">The characters.</param>
internal sealed record SetNode(CodePointSet Set) : RegexNode;

/// <summary>A place, not a character.</summary>
/// <param name="Kind">Which.</param>
internal sealed record AnchorNode(AnchorKind Kind) : RegexNode;

/// <summary>One after the other.</summary>
/// <param name="Parts">The parts.</param>
internal sealed record SequenceNode(ImmutableArray<RegexNode> Parts) : RegexNode;

/// <summary>One or the other, the first one first.</summary>
/// <param name="Branches">The branches.</param>
internal sealed record AlternationNode(ImmutableArray<RegexNode> Branches) : RegexNode;

/// <summary>Several times.</summary>
/// <param name="Child">What is repeated.</param>
/// <param name="Minimum">How often at least.</param>
/// <param name="Maximum">How often at most; null without limit.</param>
/// <param name="Lazy">Whether as few as possible are tried first.</param>
internal sealed record RepeatNode(RegexNode Child, int Minimum, int? Maximum, bool Lazy) : RegexNode;

/// <summary>A group that captures.</summary>
/// <param name="Child">What is in it.</param>
/// <param name="Number">Its number, from 1, by its opening parenthesis.</param>
internal sealed record CaptureNode(RegexNode Child, int Number) : RegexNode;

/// <summary>A group that is not entered again once it has matched.</summary>
/// <param name="Child">What is in it.</param>
internal sealed record AtomicNode(RegexNode Child) : RegexNode;

/// <summary>A look ahead or behind.</summary>
/// <param name="Child">What is looked for.</param>
/// <param name="Behind">Whether before this place, not after it.</param>
/// <param name="Negative">Whether it must not be there.</param>
internal sealed record LookNode(RegexNode Child, bool Behind, bool Negative) : RegexNode;

/// <summary>What a group captured, again. A group that captured nothing never matches.</summary>
/// <param name="Group">The group's name, or its number in decimal.</param>
/// <param name="IgnoreCase">Whether upper and lower case are the same.</param>
internal sealed record BackreferenceNode(string Group, bool IgnoreCase) : RegexNode;

/// <summary>The places that a pattern can name.</summary>
internal enum AnchorKind
{
    /// <summary><c>\A</c>, and <c>^</c> without <c>m</c>.</summary>
    TextStart,

    /// <summary><c>\z</c>.</summary>
    TextEnd,

    /// <summary><c>\Z</c>, and <c>$</c> without <c>m</c>: the end, or before a newline at the end.</summary>
    TextEndOrNewline,

    /// <summary><c>^</c> with <c>m</c>.</summary>
    LineStart,

    /// <summary><c>$</c> with <c>m</c>.</summary>
    LineEnd,

    /// <summary><c>\b</c> between ASCII word characters and others.</summary>
    WordBoundary,

    /// <summary><c>\B</c>.</summary>
    NotWordBoundary,
}
