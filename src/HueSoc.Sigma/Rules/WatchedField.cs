using System.Collections.Immutable;

namespace HueSoc.Sigma.Rules;

/// <summary>A field whose values are wanted of the events a rule matches.</summary>
/// <param name="Name">The field as whoever wants it names it.</param>
/// <param name="Fields">What it is called after pipelines; the first that is present counts.</param>
internal sealed record WatchedField(string Name, ImmutableArray<string> Fields);
