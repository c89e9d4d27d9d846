using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Regexes;

namespace HueSoc.Sigma.Tests.Regexes;

public sealed class SigmaRegexTests
{
    [Theory]
    // Searching, anchors, the dot.
    [InlineData("b", "abc", true)]
    [InlineData("B", "abc", false)]
    [InlineData("^b", "abc", false)]
    [InlineData("^b", "a\nb", false)]
    [InlineData("(?m)^b", "a\nb", true)]
    [InlineData("a$", "a", true)]
    [InlineData("a$", "a\n", true)]
    [InlineData("a$", "a\n\n", false)]
    [InlineData("a$", "a\r\n", false)]
    [InlineData("(?m)a$", "a\nb", true)]
    [InlineData(@"a\z", "a\n", false)]
    [InlineData(@"a\Z", "a\n", true)]
    [InlineData(@"(?m)\Ab", "a\nb", false)]
    [InlineData(@"\Gb", "ab", false)]
    [InlineData("a.b", "a\nb", false)]
    [InlineData("a.b", "a\rb", true)]
    [InlineData("(?s)a.b", "a\nb", true)]
    [InlineData("(?s)a\\Nb", "a\nb", false)]
    [InlineData("^.$", "\U0001F600", true)]
    [InlineData("^..$", "\U0001F600", false)]
    [InlineData("^[^a]$", "\U0001F600", true)]
    [InlineData("^\U0001F600+$", "\U0001F600\U0001F600", true)]
    [InlineData("^\U0001F600$", "\U0001F601", false)]
    [InlineData("^[\U0001F600-\U0001F610]$", "\U0001F601", true)]
    [InlineData("^[\U0001F600-\U0001F610]$", "\U0001F611", false)]
    [InlineData(@"^(.)\1$", "\U0001F600\U0001F600", true)]
    [InlineData(@"^(.)\1$", "\U0001F600\U0001F601", false)]
    // ASCII classes.
    [InlineData(@"^\d$", "5", true)]
    [InlineData(@"^\d$", "٥", false)]
    [InlineData(@"^\D$", "٥", true)]
    [InlineData(@"^\w$", "ế", false)]
    [InlineData(@"^\W$", "ế", true)]
    [InlineData(@"^[\w]$", "_", true)]
    [InlineData(@"^\s$", "\u00A0", false)]
    [InlineData(@"^\s$", "\v", true)]
    [InlineData(@"^\S$", "\u00A0", true)]
    [InlineData(@"\bnet\b", "a net b", true)]
    [InlineData(@"\bnet\b", "internet", false)]
    [InlineData(@"\bnet\b", "ếnetế", true)]
    [InlineData(@"(\w)\bế\1", "xếx", true)]
    [InlineData(@"n\Be", "net", true)]
    [InlineData(@"n\B-", "n-", false)]
    [InlineData(@"^\h\v\R$", "\u00A0\u2028\r\n", true)]
    [InlineData(@"^\R\n$", "\r\n", false)]
    [InlineData("^[[:alpha:]][[:^digit:]]$", "ax", true)]
    [InlineData("^[[:alpha:]]$", "é", false)]
    [InlineData("^[[:punct:][:space:]]+$", "$ [", true)]
    [InlineData(@"^\p{Lu}\pL\P{L}\p{^L}$", "Đế55", true)]
    [InlineData(@"^\p{Lu}$", "đ", false)]
    [InlineData(@"(?i)^\p{Lu}$", "đ", true)]
    // Classes.
    [InlineData("^[]a]+$", "]a", true)]
    [InlineData("^[^]a]$", "b", true)]
    [InlineData("^[^]a]$", "]", false)]
    [InlineData("^[a-]+$", "a-", true)]
    [InlineData("^[-a]+$", "a-", true)]
    [InlineData(@"^[\w-.]+$", "a-.", true)]
    [InlineData(@"^[+-\d]+$", "+-5", true)]
    [InlineData(@"^[+-\d]+$", ",", false)]
    [InlineData(@"^[a\-z]+$", "-", true)]
    [InlineData(@"^[a\-z]+$", "m", false)]
    [InlineData(@"^[\b]$", "\b", true)]
    [InlineData(@"^[\x41-\x{43}]+$", "ABC", true)]
    [InlineData("^[a-z-[b]]$", "a]", true)]
    [InlineData("^[[]$", "[", true)]
    [InlineData("^[$.|?*+(){}^]+$", "$.|?*+(){}^", true)]
    [InlineData(@"^[\Q]-^\E]+$", "]-^", true)]
    // Case.
    [InlineData("(?i)KESS", "\u212Ae\u017F\u017F", true)]
    [InlineData("(?i)đường", "ĐƯỜNG", true)]
    [InlineData("đường", "ĐƯỜNG", false)]
    [InlineData("(?i)[a-z]+9", "K9", true)]
    [InlineData("(?i)^[^k]$", "\u212A", false)]
    [InlineData(@"(?i)^\W$", "s", false)]
    [InlineData("(?i)i", "\u0130", false)]
    [InlineData("a(?i)b", "aB", true)]
    [InlineData("a(?i)b", "AB", false)]
    [InlineData("a(?i:b)c", "aBC", false)]
    [InlineData("(?i)a(?-i)b", "AB", false)]
    [InlineData("(a(?i)b|c)d", "Cd", true)]
    [InlineData("(a(?i)b|c)d", "CD", false)]
    [InlineData(@"(?i)(a)\1", "aA", true)]
    [InlineData(@"(a)(?i)\1", "aA", true)]
    [InlineData(@"(a)\1", "aA", false)]
    [InlineData("(?i)(?^:a)", "A", false)]
    // Groups, references, looks.
    [InlineData("^(?:ab|c)+$", "abcab", true)]
    [InlineData(@"(?<q>['""]).*\k<q>", "'a'", true)]
    [InlineData(@"(?P<q>['""]).*(?P=q)", "'a\"", false)]
    [InlineData(@"(?'n'a)\k'n'\k{n}\g{n}", "aaaa", true)]
    [InlineData(@"(a)(b)\g{-1}\g1", "abba", true)]
    [InlineData(@"(?<x>a)(b)\2\1", "abba", true)]
    [InlineData(@"(a)|b\1", "b", false)]
    [InlineData(@"(a)\10", "a\b", true)]
    [InlineData("a(?=b)", "ab", true)]
    [InlineData("a(?!b)", "ab", false)]
    [InlineData("(?<=a)b", "ab", true)]
    [InlineData("(?<!a)b", "ab", false)]
    [InlineData("(?>a*)a", "aaa", false)]
    [InlineData("a*+a", "aaa", false)]
    [InlineData("a{1,2}+a", "aa", false)]
    [InlineData("^a*?b", "aab", true)]
    [InlineData("^(?:|a)+$", "aa", true)]
    [InlineData("^()$", "", true)]
    [InlineData("a|", "b", true)]
    // Quantifiers that are none.
    [InlineData("^a{$", "a{", true)]
    [InlineData("^a{,3}$", "a{,3}", true)]
    [InlineData("^{a}$", "{a}", true)]
    [InlineData("^a{2}b{1,}c{0,1}$", "aabb", true)]
    [InlineData("^(?:a{2}){2}$", "aaaa", true)]
    [InlineData("^(?:^)*a", "a", true)]
    [InlineData("(?=a)+a", "a", true)]
    [InlineData("^a{0}b", "b", true)]
    // Escapes, quoting, comments.
    [InlineData(@"^\x41\x{1F600}\101\o{101}\cA\e\a\f\0$", "A\U0001F600AA\u0001\u001B\a\f\0", true)]
    [InlineData(@"^\Qa.b*\E+$", "a.b**", true)]
    [InlineData(@"^\Qa.b", "axb", false)]
    [InlineData(@"^\-\/\_\@\ \""$", "-/_@ \"", true)]
    [InlineData("(?x) a \\  b # the rest \n c", "a bc", true)]
    [InlineData("(?x)a {2}", "aa", true)]
    [InlineData("a(?#a comment)+b", "aab", true)]
    [InlineData("(?x)[a b]{3}", "a b", true)]
    public void IsMatch_APattern_IsAsPcreHasIt(string pattern, string text, bool expected)
    {
        SigmaRegex? regex = Compile(pattern, out string? error);
        error.ShouldBeNull();
        regex!.Validate(out error).ShouldBeTrue(error);
        regex.IsMatch(text).ShouldBe(expected ? RegexOutcome.Yes : RegexOutcome.No, regex.Translated);
    }

    [Theory]
    [InlineData(true, false, false, "A", true)]
    [InlineData(false, false, false, "A", false)]
    [InlineData(false, true, false, "x\na", true)]
    [InlineData(false, false, false, "x\na", false)]
    [InlineData(false, false, true, "a\nb", true)]
    [InlineData(false, false, false, "a\nb", false)]
    public void IsMatch_FlagsOfTheModifier_HoldForThePattern(bool ignoreCase, bool multiline, bool dotAll, string text, bool expected)
    {
        string pattern = dotAll || text.Contains("\nb", StringComparison.Ordinal) ? "a.b" : "^a$";
        SigmaRegex regex = SigmaRegex.Compile(new RegexValue(pattern, ignoreCase, multiline, dotAll), out _)!;
        regex.IsMatch(text).ShouldBe(expected ? RegexOutcome.Yes : RegexOutcome.No);
    }

    [Theory]
    [InlineData("(a", "column 1: the group has no end")]
    [InlineData("a)", "column 2: this ) closes no group")]
    [InlineData("[a", "column 1: the class has no end")]
    [InlineData("[]", "column 1: the class has no end")]
    [InlineData("a[z-a]", "column 4: the range is out of order")]
    [InlineData("[[:alfa:]]", "column 2: there is no such POSIX class")]
    [InlineData("*a", "column 1: there is nothing before this quantifier")]
    [InlineData("a|+", "column 3: there is nothing before this quantifier")]
    [InlineData("a**", "column 3: a quantifier follows a quantifier")]
    [InlineData("a{3,2}", "column 6: the quantifier's numbers are out of order")]
    [InlineData("a{70000}", "column 8: the quantifier's number is greater than 65535")]
    [InlineData("(?:a{1000}){1000}", "column 1: its counted repeats stand for more than 65535 characters")]
    [InlineData("(?i)+", "column 1: there is nothing here that could be repeated")]
    [InlineData("^*a", "column 1: there is nothing here that could be repeated")]
    [InlineData(@"a\b+", "column 2: there is nothing here that could be repeated")]
    [InlineData("[:alpha:]", "column 1: a POSIX class stands only within another class, as in [[:alpha:]]")]
    [InlineData("[[.a.]]", "column 2: there is no such POSIX class")]
    [InlineData(@"a\", "column 2: the pattern ends in a backslash")]
    [InlineData(@"\i", @"column 1: \i has no meaning")]
    [InlineData(@"\K", @"column 1: \K is not supported")]
    [InlineData(@"\X", @"column 1: \X is not supported")]
    [InlineData(@"\u0041", @"column 1: \u is not supported")]
    [InlineData(@"\x{110000}", @"column 1: \x does not give a Unicode character")]
    [InlineData(@"\x{D800}", @"column 1: \x does not give a Unicode character")]
    [InlineData(@"\p{Han}", "column 1: \\p is not followed by a Unicode general category; scripts and other properties are not supported")]
    [InlineData(@"\1", "column 1: there is no group 1 to refer back to")]
    [InlineData(@"(a)\k<b>", "column 4: there is no group b to refer back to")]
    [InlineData("(?<a>x)(?<a>y)", "column 8: two groups are named a")]
    [InlineData("(?R)", "column 1: recursion and subroutine calls are not supported")]
    [InlineData("(a)(?1)", "column 4: recursion and subroutine calls are not supported")]
    [InlineData("(?P>a)", "column 1: recursion and subroutine calls are not supported")]
    [InlineData(@"(a)\g<1>", "column 4: recursion and subroutine calls are not supported")]
    [InlineData("(a)?(?(1)b|c)", "column 5: conditional groups are not supported")]
    [InlineData("(?C1)", "column 1: callouts are not supported")]
    [InlineData("(*FAIL)", "column 1: verbs and named assertions, (*…), are not supported")]
    [InlineData("(?|a|b)", "column 1: groups that reset their numbers, (?|…), are not supported")]
    [InlineData("(?J)a", "column 1: (? is followed by J, which is no supported flag or group")]
    [InlineData("(?#a", "column 1: the comment has no end")]
    public void Compile_WhatIsWrongOrNotSupported_IsRefusedWithColumnAndReason(string pattern, string expected)
    {
        Compile(pattern, out string? error).ShouldBeNull();
        error.ShouldBe(expected);
    }

    [Fact]
    public void Compile_LoneSurrogate_IsRefused()
    {
        Compile("a\uD800", out string? error).ShouldBeNull();
        error.ShouldBe("column 2: half of a surrogate pair stands alone");
    }

    [Fact]
    public void Compile_NestingBeyondTheLimit_IsRefused()
    {
        int deepest = RegexParser.MaxNesting;
        Compile(new string('(', deepest) + new string(')', deepest), out _).ShouldNotBeNull();
        Compile(new string('(', deepest + 1) + new string(')', deepest + 1), out _).ShouldBeNull();
    }

    [Fact]
    public void Compile_LengthBeyondTheLimit_IsRefused()
    {
        Compile(new string('a', RegexParser.MaxLength), out _).ShouldNotBeNull();
        Compile(new string('a', RegexParser.MaxLength + 1), out _).ShouldBeNull();
    }

    [Theory]
    [InlineData("(a+)+$", true)]
    [InlineData(@"(?i)\bnet\s+user\b", true)]
    [InlineData("(?m)^a$", true)]
    [InlineData(".{200,}", true)]
    [InlineData(".{1000,}", false)]
    [InlineData("a(?=b)", false)]
    [InlineData("a++", false)]
    [InlineData(@"(a)\1", false)]
    public void IsNonBacktracking_OfAPattern_SaysHowItIsRun(string pattern, bool expected) =>
        Compile(pattern, out _)!.IsNonBacktracking.ShouldBe(expected);

    [Fact]
    public void IsMatch_ExponentialPatternOnALongText_Answers() =>
        Compile("^(a+)+$", out _)!.IsMatch(new string('a', 20_000) + "b").ShouldBe(RegexOutcome.No);

    [Fact]
    public void IsMatch_LargeCountOnALongText_Answers() =>
        Compile(".{1000,}", out _)!.IsMatch(new string('a', 70_000)).ShouldBe(RegexOutcome.Yes);

    [Fact]
    public void IsMatch_ExponentialPatternThatNeedsBacktracking_IsCutOffAndCounted()
    {
        SigmaRegex regex = Compile("^(?:a|b|ab)*(?=c)d", out _)!;
        string text = string.Concat(Enumerable.Repeat("ab", 60));
        for (int i = 1; i <= SigmaRegex.Patience + 2; i++)
        {
            regex.IsMatch(text).ShouldBe(RegexOutcome.CutOff);
            regex.CutOffs.ShouldBe(i);
        }

        regex.IsMatch("x").ShouldBe(RegexOutcome.No);
        regex.ConstructionError.ShouldBeNull();
    }

    [Fact]
    public void IsMatch_TextTooLongForBacktracking_IsCutOff() =>
        Compile("(?=a)b", out _)!.IsMatch(new string('x', SigmaRegex.MaxBacktrackingText + 1)).ShouldBe(RegexOutcome.CutOff);

    [Fact]
    public void IsMatch_FromSeveralThreads_Agrees()
    {
        SigmaRegex regex = Compile(@"(?i)\\(venv|python(.+)?)\\lib", out _)!;
        Parallel.For(0, 64, i => regex.IsMatch(i % 2 == 0 ? @"c:\python3\Lib" : "ế").ShouldBe(i % 2 == 0 ? RegexOutcome.Yes : RegexOutcome.No));
    }

    [Fact]
    public void Compile_EachOf4000DifferentCharacters_IsToldApart()
    {
        string characters = string.Concat(Enumerable.Range(0x4E00, 4000).Select(c => (char)c));
        SigmaRegex regex = Compile($"^{characters}$", out _)!;
        regex.IsMatch(characters).ShouldBe(RegexOutcome.Yes);
        regex.IsMatch(characters[..^1] + "一").ShouldBe(RegexOutcome.No);
    }

    private static SigmaRegex? Compile(string pattern, out string? error) =>
        SigmaRegex.Compile(new RegexValue(pattern, IgnoreCase: false, Multiline: false, DotAll: false), out error);
}
