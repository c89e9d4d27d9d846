using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Tests.Rules;

/// <summary>Short ways to read rules in tests.</summary>
internal static class Loading
{
    /// <summary>A rule with some detection, which is indented here.</summary>
    public static string Rule(string detection, string title = "t") =>
        $"title: {title}\nlogsource:\n  product: windows\ndetection:\n  {detection.Trim('\n').Replace("\n", "\n  ", StringComparison.Ordinal)}\n";

    /// <summary>Reads one file named <c>r.yml</c>.</summary>
    public static RuleCollection Read(string yaml) => RuleLoader.Parse([("r.yml", yaml)]);

    /// <summary>Reads one file that must have exactly one problem and yields nothing.</summary>
    public static string Refusal(string yaml)
    {
        RuleCollection read = Read(yaml);
        read.Rules.ShouldBeEmpty(yaml);
        return read.Problems.ShouldHaveSingleItem(yaml).ToString();
    }
}
