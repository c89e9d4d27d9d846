using System.Text;
using HueSoc.Cli.Output;

namespace HueSoc.Cli.Tests.Output;

public sealed class CsvCellTests
{
    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("\n=1", "\"'\n=1\"")]
    [InlineData("＝1", "\"'＝1\"")]
    public void Append_ACellThatWouldBeAFormula_IsNeutralised(string text, string expected) => Cell(text).ShouldBe(expected);

    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("1=1", "\"1=1\"")]
    [InlineData("a\0\u001b", "\"a\\x00\\x1b\"")]
    public void Append_AnyOtherText_IsQuoted(string text, string expected) => Cell(text).ShouldBe(expected);

    [Fact]
    public void Append_MoreThanASpreadsheetHolds_IsCutAndSaysSo() =>
        Cell(new string('x', CsvCell.MaxLength + 5)).ShouldEndWith("x… (5 more characters)\"");

    [Fact]
    public void Append_ASurrogatePairAtTheCut_IsNotHalved() =>
        Cell(new string('x', CsvCell.MaxLength - 1) + "\U0001F600").ShouldEndWith("x… (2 more characters)\"");

    private static string Cell(string text)
    {
        StringBuilder line = new();
        CsvCell.Append(line, text);
        return line.ToString();
    }
}
