using System.Text;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Text;

namespace HueSoc.Sigma.Tests.Text;

public sealed class WildcardPatternTests
{
    [Theory]
    [InlineData("abc", "abc", true)]
    [InlineData("abc", "abcd", false)]
    [InlineData("abc", "", false)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("*", "", true)]
    [InlineData("*", "a\nb", true)]
    [InlineData("?", "", false)]
    [InlineData("?", "ế", true)]
    [InlineData("?", "\U0001F600", true)]
    [InlineData("?", "ab", false)]
    [InlineData("a*c", "a\r\nc", true)]
    [InlineData("a*c", "ac", true)]
    [InlineData("a*a", "a", false)]
    [InlineData("ab*ba", "aba", false)]
    [InlineData("*a?c*", "xxabaxcx", true)]
    [InlineData("*a?c", "abcabc", true)]
    [InlineData("a?*?b", "a1b", false)]
    [InlineData("a?*?b", "a12b", true)]
    [InlineData("*??ế*", "xế", false)]
    [InlineData("*??ế*", "Đxế", true)]
    [InlineData("*.exe", "C:\\CMD.EXE", true)]
    [InlineData("HUẾ*", "huế thương", true)]
    [InlineData("\u212A", "K", true)]
    [InlineData("a\\*b", "a*b", true)]
    [InlineData("a\\*b", "axb", false)]
    public void IsMatch_FoldedText_IsAsExpected(string written, string text, bool expected) =>
        WildcardPattern.Create(SigmaString.Parse(written), cased: false)
            .IsMatch(SimpleCaseFolding.FoldToUtf8(text)).ShouldBe(expected);

    [Theory]
    [InlineData("Abc*", "Abcd", true)]
    [InlineData("Abc*", "abcd", false)]
    [InlineData("*\u212A", "K", false)]
    public void IsMatch_Cased_ComparesTheTextAsItIs(string written, string text, bool expected) =>
        WildcardPattern.Create(SigmaString.Parse(written), cased: true).IsMatch(Encoding.UTF8.GetBytes(text)).ShouldBe(expected);

    [Theory]
    [InlineData("a?b", new byte[] { (byte)'a', 0xFF, (byte)'b' }, true)]
    [InlineData("a?b", new byte[] { (byte)'a', 0xFF, 0xFF, (byte)'b' }, false)]
    [InlineData("*?", new byte[] { 0xE1, 0xBA }, true)]
    [InlineData("?", new byte[] { 0xE1, 0xBA }, true)]
    public void IsMatch_InvalidUtf8_CountsAnInvalidSequenceAsOneCharacter(string written, byte[] text, bool expected) =>
        WildcardPattern.Create(SigmaString.Parse(written), cased: true).IsMatch(text).ShouldBe(expected);

    [Theory]
    [InlineData("Abc", nameof(WildcardClass.Exact), "abc")]
    [InlineData("", nameof(WildcardClass.Exact), "")]
    [InlineData("Abc*", nameof(WildcardClass.StartsWith), "abc")]
    [InlineData("*Abc", nameof(WildcardClass.EndsWith), "abc")]
    [InlineData("*Abc*", nameof(WildcardClass.Contains), "abc")]
    [InlineData("*", nameof(WildcardClass.Contains), "")]
    [InlineData("a*b", nameof(WildcardClass.General), "")]
    [InlineData("a?b", nameof(WildcardClass.General), "")]
    [InlineData("*a*b*", nameof(WildcardClass.General), "")]
    [InlineData("*?", nameof(WildcardClass.General), "")]
    public void Class_OfEachForm_NamesItsFragment(string written, string expected, string fragment)
    {
        WildcardPattern pattern = WildcardPattern.Create(SigmaString.Parse(written), cased: false);
        pattern.Class.ToString().ShouldBe(expected);
        Encoding.UTF8.GetString(pattern.Fragment).ShouldBe(fragment);
    }

    [Theory]
    [InlineData("ab*cd?ef*gh", "ab", "cd,ef", "gh")]
    [InlineData("*ab*cd*", "", "ab,cd", "")]
    [InlineData("ab?cd", "ab", "", "cd")]
    [InlineData("?ab?", "", "ab", "")]
    [InlineData("ab?", "ab", "", "")]
    [InlineData("ab*", "ab", "", "")]
    [InlineData("abc", "abc", "", "")]
    [InlineData("*abc", "", "", "abc")]
    public void Fragments_OfAPattern_AreAnchoredWhereTheyMustStand(string written, string prefix, string inner, string suffix)
    {
        WildcardPattern pattern = WildcardPattern.Create(SigmaString.Parse(written), cased: false);
        Encoding.UTF8.GetString(pattern.Prefix).ShouldBe(prefix);
        string.Join(',', pattern.Inner.Select(Encoding.UTF8.GetString)).ShouldBe(inner);
        Encoding.UTF8.GetString(pattern.Suffix).ShouldBe(suffix);
    }

    [Fact]
    public void Create_Placeholder_Throws() =>
        Should.Throw<ArgumentException>(() => WildcardPattern.Create(new SigmaString([new(SigmaStringPartKind.Placeholder, "users")]), cased: false));

    [Fact]
    public void IsMatch_RandomPatternsAndTexts_EqualsTheNaiveModel()
    {
        Random random = new(20_003);
        string[] patternPieces = ["a", "b", "ế", "\U0001F600", "*", "*", "?", "ab", "a"];
        string[] textPieces = ["a", "b", "ế", "\U0001F600", "ab", "\n"];
        int matches = 0;
        for (int round = 0; round < 60_000; round++)
        {
            string written = Random(random, patternPieces, 7);
            string text = Random(random, textPieces, 9);
            SigmaString parsed = SigmaString.Parse(written);
            bool expected = Naive([.. written.EnumerateRunes()], [.. text.EnumerateRunes()]);
            matches += expected ? 1 : 0;
            WildcardPattern.Create(parsed, cased: true).IsMatch(Encoding.UTF8.GetBytes(text)).ShouldBe(expected, $"{written} on {text}");
        }

        matches.ShouldBeGreaterThan(3_000);
    }

    [Fact]
    public void IsMatch_ManyStarsOnALongText_IsDoneAtOnce()
    {
        WildcardPattern pattern = WildcardPattern.Create(SigmaString.Parse(string.Concat(Enumerable.Repeat("*a", 200)) + "*b"), cased: true);
        pattern.IsMatch(Encoding.UTF8.GetBytes(new string('a', 100_000))).ShouldBeFalse();
    }

    private static string Random(Random random, string[] pieces, int most) =>
        string.Concat(Enumerable.Range(0, random.Next(most + 1)).Select(_ => pieces[random.Next(pieces.Length)]));

    private static bool Naive(ReadOnlySpan<Rune> pattern, ReadOnlySpan<Rune> text)
    {
        if (pattern.IsEmpty)
            return text.IsEmpty;
        if (pattern[0].Value == '*')
            return Naive(pattern[1..], text) || (!text.IsEmpty && Naive(pattern, text[1..]));
        return !text.IsEmpty && (pattern[0].Value == '?' || pattern[0] == text[0]) && Naive(pattern[1..], text[1..]);
    }
}
