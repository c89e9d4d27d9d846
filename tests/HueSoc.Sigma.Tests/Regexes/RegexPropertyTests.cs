using System.Text;
using System.Text.RegularExpressions;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Regexes;
using HueSoc.Sigma.Text;

namespace HueSoc.Sigma.Tests.Regexes;

public sealed class RegexPropertyTests
{
    [Fact]
    public void Required_RandomPatternsAndTexts_HoldWheneverThePatternMatches()
    {
        Random random = new(20_010);
        RandomPatterns patterns = new(random);
        int matches = 0;
        int gated = 0;
        for (int round = 0; round < 3_000; round++)
        {
            string pattern = patterns.Pattern(2, looks: round % 2 == 0);
            SigmaRegex regex = Compile(pattern);
            for (int i = 0; i < 12; i++)
            {
                string text = patterns.Text();
                if (regex.IsMatch(text) != RegexOutcome.Yes)
                    continue;
                matches++;
                gated += regex.Required.Alternatives.IsEmpty ? 0 : 1;
                string folded = SimpleCaseFolding.Fold(text);
                foreach (IReadOnlyCollection<string> set in regex.Required.Alternatives)
                    set.Any(s => folded.Contains(s, StringComparison.Ordinal)).ShouldBeTrue($"{pattern} on {text}: {string.Join(',', set)}");
                Math.Min(Encoding.UTF8.GetByteCount(text), Encoding.UTF8.GetByteCount(folded))
                    .ShouldBeGreaterThanOrEqualTo(regex.Required.MinimumBytes, $"{pattern} on {text}");
            }
        }

        matches.ShouldBeGreaterThan(5_000);
        gated.ShouldBeGreaterThan(1_000);
    }

    // As long as pattern and text are ASCII and nothing is used that .NET has not, it is a second opinion.
    [Fact]
    public void IsMatch_RandomAsciiPatterns_EqualsWhatDotNetSays()
    {
        Random random = new(20_011);
        RandomPatterns patterns = new(random);
        int compared = 0;
        int matches = 0;
        for (int round = 0; round < 4_000; round++)
        {
            string pattern = patterns.Pattern(2, looks: round % 2 == 0);
            if (!Ascii.IsValid(pattern) || pattern.Contains(@"\Q", StringComparison.Ordinal) || pattern.Contains("[[", StringComparison.Ordinal)
                || pattern.Contains(@"\x{", StringComparison.Ordinal) || pattern.Contains('+', StringComparison.Ordinal))
                continue;
            SigmaRegex regex = Compile(pattern);
            Regex reference = new(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
            for (int i = 0; i < 8; i++)
            {
                string text = patterns.Text();
                if (!Ascii.IsValid(text))
                    continue;
                compared++;
                bool expected = reference.IsMatch(text);
                matches += expected ? 1 : 0;
                regex.IsMatch(text).ShouldBe(expected ? RegexOutcome.Yes : RegexOutcome.No, $"{pattern} on {text}, as {regex.Translated}");
            }
        }

        compared.ShouldBeGreaterThan(1_000);
        matches.ShouldBeGreaterThan(300);
    }

    [Fact]
    public void Compile_TenThousandMutatedPatterns_AreRefusedWithAReasonOrRun()
    {
        Random random = new(20_012);
        RandomPatterns patterns = new(random);
        int refused = 0;
        int cutOff = 0;
        for (int round = 0; round < 10_000; round++)
        {
            string pattern = patterns.Mutated(patterns.Pattern(3, looks: round % 2 == 0));
            RegexValue value = new(pattern, round % 3 == 0, round % 5 == 0, round % 7 == 0);
            if (SigmaRegex.Compile(value, out string? error) is not { } regex)
            {
                error.ShouldStartWith("column ", customMessage: pattern);
                refused++;
                continue;
            }

            // Making .NET's regex is what takes the time here: every fifth is enough to find one that it refuses.
            if (round % 5 != 0)
                continue;
            regex.Validate(out string? problem).ShouldBeTrue($"{pattern} as {regex.Translated}: {problem}");
            cutOff += regex.IsMatch(patterns.Text()) == RegexOutcome.CutOff ? 1 : 0;
        }

        refused.ShouldBeInRange(2_000, 8_000);
        cutOff.ShouldBeLessThan(20);
    }

    private static SigmaRegex Compile(string pattern)
    {
        SigmaRegex? regex = SigmaRegex.Compile(new RegexValue(pattern, IgnoreCase: false, Multiline: false, DotAll: false), out string? error);
        return regex ?? throw new InvalidOperationException($"{pattern}: {error}");
    }
}
