using System.Collections.Frozen;

namespace HueSoc.Sigma.Regexes;

/// <summary>A pattern that has been read.</summary>
/// <param name="Root">What it says.</param>
/// <param name="GroupNames">The numbers of its named groups.</param>
/// <param name="Features">What it uses that decides how it can be run.</param>
/// <param name="Expansion">How many single characters its counted repeats stand for beyond those that are written.</param>
internal sealed record ParsedRegex(RegexNode Root, FrozenDictionary<string, int> GroupNames, RegexFeatures Features, int Expansion);
