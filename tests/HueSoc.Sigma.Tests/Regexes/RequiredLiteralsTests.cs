using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Regexes;

namespace HueSoc.Sigma.Tests.Regexes;

public sealed class RequiredLiteralsTests
{
    [Theory]
    [InlineData("Foo", "foo")]
    [InlineData("(?i)FOO", "foo")]
    [InlineData(@"net\s+user", "net")]
    [InlineData(@"net\s+group", "group")]
    [InlineData("(foo|bar)baz", "barbaz,foobaz")]
    [InlineData("[Pp]rogram[Dd]ata", "programdata")]
    [InlineData(@"\\ntsvcs[0-9a-f]{2}", @"\ntsvcs")]
    [InlineData("foo?bar", "fobar,foobar")]
    [InlineData("qu(foo)*xyzz", "xyzz")]
    [InlineData("(foo)+bar", "foobar")]
    [InlineData("(?:ab){2}", "abab")]
    [InlineData("fo+bar", "obar")]
    [InlineData("^foo$", "foo")]
    [InlineData(@"\bfoo\b\W", "foo")]
    [InlineData("foo(?=qqqqqq)bar", "foobar")]
    [InlineData("(?!foo)ba", "ba")]
    [InlineData(@"(foo)x\1", "foox")]
    [InlineData("foo|bar.*qux", "foo,qux")]
    [InlineData("foo|", "")]
    [InlineData("foo|.", "")]
    [InlineData("(?:foo)?", "")]
    [InlineData(".*", "")]
    [InlineData("", "")]
    [InlineData("[^a]", "")]
    [InlineData("(?i)\u212A\u017FÀ", "ksà")]
    [InlineData("ĐƯỜNG", "đường")]
    [InlineData("(?:abc|xabcd).", "abc")]
    [InlineData(@"zap\d\d\dx", "zap")]
    public void Literals_OfAPattern_AreTheStringsOneOfWhichMustBeThere(string pattern, string expected) =>
        string.Join(',', Of(pattern).Literals.Order(StringComparer.Ordinal)).ShouldBe(expected);

    [Fact]
    public void Alternatives_OfAPatternWithGaps_AreEachRequired() =>
        Of("foo.*quux.*ab").Alternatives.Select(a => a.ShouldHaveSingleItem()).ShouldBe(["quux", "foo", "ab"]);

    [Theory]
    [InlineData(".{1000,}", 1000)]
    [InlineData("abc", 3)]
    [InlineData("a?b*", 0)]
    [InlineData("(?:ab){3}|c", 1)]
    [InlineData("ế", 3)]
    [InlineData("(?i)k", 1)]
    [InlineData("\uFFFD", 1)]
    [InlineData("a(?=bcd)", 1)]
    [InlineData("ab$", 2)]
    [InlineData("(?i)Ⱥ", 2)]
    public void MinimumBytes_OfAPattern_IsTheShortestMatch(string pattern, int expected) =>
        Of(pattern).MinimumBytes.ShouldBe(expected);

    private static RequiredLiterals Of(string pattern) =>
        SigmaRegex.Compile(new RegexValue(pattern, IgnoreCase: false, Multiline: false, DotAll: false), out _)!.Required;
}
