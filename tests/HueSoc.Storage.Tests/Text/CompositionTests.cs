using System.Globalization;
using System.Text;
using HueSoc.Storage.Text;

namespace HueSoc.Storage.Tests.Text;

public sealed class CompositionTests
{
    private const string Vowels = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY";
    private const string Tones = "\u0300\u0301\u0303\u0309\u0323";
    private const string Composed = "àáãảạằắẵẳặầấẫẩậèéẽẻẹềếễểệìíĩỉịòóõỏọồốỗổộờớỡởợùúũủụừứữửựỳýỹỷỵÀÁÃẢẠẰẮẴẲẶẦẤẪẨẬÈÉẼẺẸỀẾỄỂỆÌÍĨỈỊÒÓÕỎỌỒỐỖỔỘỜỚỠỞỢÙÚŨỦỤỪỨỮỬỰỲÝỸỶỴ";

    [Fact]
    public void Compose_EveryVietnameseVowelWithTone_OneCharacter()
    {
        string spelled = string.Concat(from vowel in Vowels from tone in Tones select $"{vowel}{tone}");

        Composition.Compose(spelled).ShouldBe(Composed);
    }

    [Theory]
    [InlineData("a\u0323\u0302", "ậ")] // Tone before the hat,
    [InlineData("a\u0302\u0323", "ậ")] // and behind it.
    [InlineData("o\u031B\u0309", "ở")]
    [InlineData("o\u0309\u031B", "ở")]
    [InlineData("\u1EA1\u0302", "ậ")]
    [InlineData("Hu\u00EA\u0301", "Huế")]
    [InlineData("\u1112\u1161\u11AB", "한")]
    [InlineData("\u212B", "Å")]
    [InlineData("\u0958", "\u0915\u093C")] // Never composed.
    [InlineData("\u0301a", "\u0301a")]
    [InlineData("a\u0315\u0300\u05AE", "à\u05AE\u0315")]
    [InlineData("\U0001109A", "\U0001109A")]
    [InlineData("\U00011099\U000110BA", "\U0001109A")]
    [InlineData("a\uD800b", "a\uFFFDb")]
    [InlineData("", "")]
    public void Compose_Text_FormC(string text, string expected) => Composition.Compose(text).ShouldBe(expected);

    [Theory]
    [InlineData("plain", true)]
    [InlineData("đăng nhập thất bại", true)]
    [InlineData("nh\u00E2\u0323p", false)]
    public void IsComposed_Text_AsExpected(string text, bool expected) => Composition.IsComposed(text).ShouldBe(expected);

    [Fact]
    public void Compose_EveryCharacter_ComposedTwiceIsComposedOnce()
    {
        for (int character = 1; character < 0x30000; character++)
        {
            if (character is >= 0xD800 and < 0xE000)
                continue;
            string once = Composition.Compose(new Rune(character).ToString());
            Composition.Compose(once).ShouldBe(once);
        }
    }

    [Fact]
    public void Compose_ManyMarks_InOrder()
    {
        string marks = string.Concat(Enumerable.Repeat("\u0301\u0323", 20_000));

        string composed = Composition.Compose("a" + marks);

        composed.ShouldStartWith("ạ\u0323");
        composed.ShouldEndWith("\u0301");
        StringInfo.ParseCombiningCharacters(composed).Length.ShouldBe(1);
    }
}
