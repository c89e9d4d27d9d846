using HueSoc.Sigma.Rules;

namespace HueSoc.Cli.Output;

/// <summary>Levels as Sigma spells them.</summary>
internal static class LevelName
{
    /// <summary>The name, in lower case.</summary>
    public static string Of(SigmaLevel level) => level switch
    {
        SigmaLevel.Informational => "informational",
        SigmaLevel.Low => "low",
        SigmaLevel.Medium => "medium",
        SigmaLevel.High => "high",
        SigmaLevel.Critical => "critical",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, null),
    };

    /// <summary>Reads a name in any case.</summary>
    public static bool TryParse(string name, out SigmaLevel level)
    {
        foreach (SigmaLevel candidate in Enum.GetValues<SigmaLevel>())
        {
            if (string.Equals(Of(candidate), name, StringComparison.OrdinalIgnoreCase))
            {
                level = candidate;
                return true;
            }
        }

        level = default;
        return false;
    }

    /// <summary>How a terminal is told to colour the level (ECMA-48, SGR parameters).</summary>
    public static string Colour(SigmaLevel level) => level switch
    {
        SigmaLevel.Critical => "1;91",
        SigmaLevel.High => "31",
        SigmaLevel.Medium => "33",
        SigmaLevel.Low => "36",
        _ => "90",
    };
}
