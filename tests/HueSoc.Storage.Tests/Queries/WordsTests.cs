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

    [Fact]
    public void TryAddAscii_RandomStrings_WordsOfTheirText()
    {
        Random random = new(20261122);
        int taken = 0;
        for (int number = 0; number < 20_000; number++)
        {
            // Two values, so that there is a border; the second one is compared with and without the short way.
            string first = RandomJson(random);
            string second = RandomJson(random);
            WordBuffer expected = new();
            expected.Add(TextOf(first));
            expected.Add(TextOf(second));
            WordBuffer words = new();
            foreach (string json in new[] { first, second })
            {
                if (words.TryAddAscii(System.Text.Encoding.UTF8.GetBytes(json)))
                    taken++;
                else
                    words.Add(TextOf(json));
            }

            words.Text.ToString().ShouldBe(expected.Text.ToString(), first + " | " + second);
            words.IsCut.ShouldBe(expected.IsCut);
        }

        taken.ShouldBeGreaterThan(20_000);
    }

    [Fact]
    public void TryAddAscii_MoreWordsThanAreKept_CutAtTheSameWord()
    {
        byte[] many = System.Text.Encoding.ASCII.GetBytes(string.Join(' ', Enumerable.Range(0, Words.MaxWords + 5)));
        WordBuffer words = new();
        WordBuffer expected = new();
        expected.Add(System.Text.Encoding.ASCII.GetString(many));

        words.TryAddAscii(many).ShouldBeTrue();

        words.IsCut.ShouldBeTrue();
        words.Text.ToString().ShouldBe(expected.Text.ToString());
    }

    private static string TextOf(string json) => System.Text.Json.JsonSerializer.Deserialize<string>($"\"{json}\"")!;

    private static string RandomJson(Random random)
    {
        System.Text.StringBuilder json = new();
        int pieces = random.Next(2) == 0 ? random.Next(6) : random.Next(200);
        for (int piece = 0; piece < pieces; piece++)
        {
            json.Append(random.Next(40) switch
            {
                < 8 => " ",
                < 10 => "\\n",
                < 12 => "\\\\",
                < 14 => "\\\"",
                14 => "\\u0009",
                15 when random.Next(20) == 0 => "\\u0041",
                16 when random.Next(20) == 0 => "Đ",
                17 => ".",
                18 when random.Next(10) == 0 => new string('W', random.Next(300)),
                _ => ((char)random.Next('0', '{')).ToString().Replace('\\', '/'),
            });
        }

        return json.ToString();
    }
}
