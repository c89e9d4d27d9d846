using System.Collections.Immutable;
using HueSoc.Cli.Rules;

namespace HueSoc.Cli.Hunting;

/// <summary>
/// Tells rules from logs where the command line does not. <c>--rules</c> and <c>--pipeline</c> take every path up to the
/// next option, so in <c>hunt --rules sigma/ logs/</c> the logs are among the rules. When nothing else is named as input,
/// the trailing paths that hold no YAML are the input.
/// </summary>
internal static class PathSplit
{
    /// <summary>Splits what an option took.</summary>
    /// <param name="values">What it took.</param>
    /// <param name="keep">How many values stay with the option whatever they are.</param>
    /// <returns>What stays with the option, and what is input.</returns>
    public static (ImmutableArray<string> Kept, ImmutableArray<string> Inputs) Trailing(ImmutableArray<string> values, int keep)
    {
        int end = values.Length;
        while (end > keep && !YamlPath.IsOrHolds(values[end - 1]))
            end--;
        return (values[..end], values[end..]);
    }
}
