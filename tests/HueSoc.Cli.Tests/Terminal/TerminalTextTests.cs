using HueSoc.Cli.Terminal;

namespace HueSoc.Cli.Tests.Terminal;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("C:\\Windows\\cmd.exe", "C:\\Windows\\cmd.exe")]
    [InlineData("Xóa bản sao ổ đĩa", "Xóa bản sao ổ đĩa")]
    [InlineData("[red]markup[/]", "[red]markup[/]")]
    [InlineData("\u001b[2J\u001b]0;owned\a", "\\x1b[2J\\x1b]0;owned\\x07")]
    [InlineData("\u009b31m", "\\x9b31m")]
    [InlineData("a\r\n\tb\0\u007f", "a\\r\\n\\tb\\x00\\x7f")]
    [InlineData("invoice\u202Efdp.exe", "invoice\\u{202e}fdp.exe")]
    [InlineData("\u2066x\u2069 zero\u200bwidth\u2028", "\\u{2066}x\\u{2069} zero\\u{200b}width\\u{2028}")]
    [InlineData("tag \U000E0041", "tag \\u{e0041}")]
    public void Escape_WhateverALogHolds_LeavesNothingATerminalObeys(string text, string expected) =>
        TerminalText.Escape(text).ShouldBe(expected);

    [Fact]
    public void Escape_HalfASurrogatePair_IsWrittenOut() => TerminalText.Escape("a\ud800b").ShouldBe("a\\u{d800}b");

    [Fact]
    public void Escape_EveryCharacterThereIs_GivesNoControlOrFormatCharacter()
    {
        for (int c = 0; c <= char.MaxValue; c++)
        {
            string escaped = TerminalText.Escape($"x{(char)c}");
            escaped.ShouldNotContain(part => char.IsControl(part) || char.IsSurrogate(part)
                || char.GetUnicodeCategory(part) == System.Globalization.UnicodeCategory.Format);
        }
    }

    [Theory]
    [InlineData("abc", 5, "abc  ")]
    [InlineData("abcde", 5, "abcde")]
    [InlineData("abcdef", 5, "abcd…")]
    [InlineData("", 2, "  ")]
    [InlineData("中文字", 5, "中文…")]
    [InlineData("中文字", 4, "中… ")]
    [InlineData("\u001b", 4, "\\x1b")]
    public void Fit_AnyText_TakesExactlyTheCells(string text, int width, string expected) =>
        TerminalText.Fit(text, width).ShouldBe(expected);

    [Fact]
    public void Fit_DecomposedVietnamese_CountsMarksAsPartOfTheirLetter() =>
        TerminalText.Fit("Huế", 4).ShouldBe("Huế ");

    [Fact]
    public void Fit_TextOfMegabytes_IsCut() =>
        TerminalText.Fit(new string('a', 5_000_000), 10).ShouldBe("aaaaaaaaa…");
}
