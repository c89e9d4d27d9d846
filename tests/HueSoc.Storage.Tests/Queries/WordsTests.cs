using HueSoc.Storage.Queries;

namespace HueSoc.Storage.Tests.Queries;

public sealed class WordsTests
{
    [Theory]
    [InlineData("Đăng nhập THẤT BẠI!", "đăng nhập thất bại")]
    [InlineData("nh\u00E2\u0323p nha\u0323\u0302p", "nhập nhập")]
    [InlineData(@"C:\Windows\System32\cmd.exe /c", "c windows system32 cmd exe c")]
    [InlineData("user_name=an-42", "user name an 42")]
    [InlineData("日本語 テスト", "日本語 テスト")]
    [InlineData("x\u0302y", "x y")] // No such letter: the mark divides.
    [InlineData("¶ … — 😀", "")]
    [InlineData("", "")]
    public void Of_Text_ItsWords(string text, string expected) => string.Join(' ', Words.Of(text)).ShouldBe(expected);

    [Fact]
    public void Of_LongWord_Cut() =>
        Words.Of(new string('a', 5000)).ShouldHaveSingleItem().Length.ShouldBe(Words.MaxWordLength);

    [Fact]
    public void Of_ManyWords_Cut() =>
        Words.Of(string.Join(' ', Enumerable.Repeat("a", 10_000))).Length.ShouldBe(Words.MaxWords);
}
