using System.Text;
using HueSoc.Sigma.Text;

namespace HueSoc.Sigma.Tests.Text;

public sealed class SimpleCaseFoldingTests
{
    [Theory]
    [InlineData("ABCXYZ", "abcxyz")]
    [InlineData("@[`{09", "@[`{09")]
    [InlineData("\u212A", "k")]
    [InlineData("\u017F", "s")]
    [InlineData("\u1E9E", "\u00DF")]
    [InlineData("\u212B", "\u00E5")]
    [InlineData("\u2126", "\u03C9")]
    [InlineData("ΣςΤΟΣ", "σστοσ")]
    [InlineData("\u0130\u0131", "\u0130\u0131")]
    [InlineData("ÿŸ", "ÿÿ")]
    [InlineData("µμΜ", "μμμ")]
    [InlineData("\u13A0\uAB70\u13F8\u13F0", "\u13A0\u13A0\u13F0\u13F0")]
    [InlineData("ǅǄǆ", "ǆǆǆ")]
    [InlineData("\U00010400\U0001E900", "\U00010428\U0001E922")]
    [InlineData("日本", "日本")]
    public void Fold_KnownTexts_AreFolded(string text, string expected) =>
        SimpleCaseFolding.Fold(text).ShouldBe(expected);

    [Theory]
    [InlineData('A', 'a')]
    [InlineData('E', 'e')]
    [InlineData('I', 'i')]
    [InlineData('O', 'o')]
    [InlineData('U', 'u')]
    [InlineData('Y', 'y')]
    public void Fold_VietnameseVowelsOfEveryToneAndShape_BringBothCasesTogether(char upper, char lower)
    {
        string[] shapes = ["", "\u0302", "\u0306", "\u031B"];
        string[] tones = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"];
        foreach (string mark in shapes.SelectMany(s => tones.Select(t => s + t)))
        {
            string large = (upper + mark).Normalize(NormalizationForm.FormC);
            string small = (lower + mark).Normalize(NormalizationForm.FormC);
            SimpleCaseFolding.Fold(large).ShouldBe(small);
            SimpleCaseFolding.Fold(small).ShouldBe(small);
        }
    }

    [Fact]
    public void Fold_VietnameseAlphabetWritten_BringsBothCasesTogether() =>
        SimpleCaseFolding.Fold("ĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ")
            .ShouldBe("đàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ");

    [Fact]
    public void Fold_EveryCodePoint_IsIdempotentAndAScalar()
    {
        for (int codePoint = 0; codePoint <= 0x10FFFF; codePoint++)
        {
            int folded = SimpleCaseFolding.Fold(codePoint);
            if (SimpleCaseFolding.Fold(folded) != folded || (folded != codePoint && !Rune.IsValid(folded)))
                throw new InvalidOperationException($"U+{codePoint:X4} folds to U+{folded:X4}");
        }
    }

    // An independent source of the same fact: the runtime's own table of upper cases. Two code points with one upper
    // case are equal without regard to case, by either definition.
    [Fact]
    public void Fold_CodePointsThatTheRuntimeHoldsEqual_FoldAlike()
    {
        int pairs = 0;
        for (int codePoint = 0; codePoint <= 0x1FFFF; codePoint++)
        {
            if (!Rune.IsValid(codePoint))
                continue;
            Rune upper = Rune.ToUpperInvariant(new Rune(codePoint));
            if (upper.Value == codePoint)
                continue;
            pairs++;
            new Rune(codePoint).ToString().Equals(upper.ToString(), StringComparison.OrdinalIgnoreCase).ShouldBeTrue();
            SimpleCaseFolding.Fold(upper.Value).ShouldBe(SimpleCaseFolding.Fold(codePoint), $"U+{codePoint:X4} and U+{upper.Value:X4}");
        }

        pairs.ShouldBeGreaterThan(1300);
    }

    // The other way round: what folds together is equal for the runtime too, but for the few code points whose
    // equality folding knows and the upper-case table does not.
    [Fact]
    public void Fold_CodePointsThatFoldAlike_AreEqualForTheRuntimeButForAFew()
    {
        List<int> apart = [];
        for (int codePoint = 0; codePoint <= 0xFFFF; codePoint++)
        {
            int folded = SimpleCaseFolding.Fold(codePoint);
            if (folded == codePoint)
                continue;
            if (!new Rune(codePoint).ToString().Equals(new Rune(folded).ToString(), StringComparison.OrdinalIgnoreCase))
                apart.Add(codePoint);
        }

        int[] known = [0x017F, 0x1E9E, 0x2126, 0x212A, 0x212B];
        known.ShouldBeSubsetOf(apart);
        apart.Count.ShouldBeLessThan(60);
    }

    [Fact]
    public void FoldUtf8_RandomBytes_IsWhatDecodingAndFoldingEachCodePointGives()
    {
        Random random = new(20_001);
        for (int round = 0; round < 4_000; round++)
        {
            byte[] bytes = RandomBytes(random);
            byte[] destination = new byte[SimpleCaseFolding.MaxFoldedLength(bytes.Length)];
            int written = SimpleCaseFolding.FoldUtf8(bytes, destination);
            StringBuilder expected = new();
            foreach (Rune rune in Encoding.UTF8.GetString(bytes).EnumerateRunes())
                expected.Append(new Rune(SimpleCaseFolding.Fold(rune.Value)).ToString());
            destination.AsSpan(0, written).SequenceEqual(Encoding.UTF8.GetBytes(expected.ToString())).ShouldBeTrue(Convert.ToHexString(bytes));
        }
    }

    [Fact]
    public void FoldUtf8_OnlyInvalidBytes_FillsTheLongestFolding()
    {
        byte[] destination = new byte[SimpleCaseFolding.MaxFoldedLength(100)];
        SimpleCaseFolding.FoldUtf8(Enumerable.Repeat((byte)0xFF, 100).ToArray(), destination).ShouldBe(300);
    }

    [Fact]
    public void FoldUtf8_SmallDestination_Throws() =>
        Should.Throw<ArgumentException>(() => SimpleCaseFolding.FoldUtf8("abc"u8, new byte[8]));

    [Fact]
    public void FoldAscii_AnyBytesOfAnyLength_LowersOnlyAsciiLetters()
    {
        Random random = new(20_002);
        for (int length = 0; length < 300; length++)
        {
            byte[] bytes = new byte[length];
            random.NextBytes(bytes);
            byte[] destination = new byte[length];
            SimpleCaseFolding.FoldAscii(bytes, destination);
            destination.ShouldBe(bytes.Select(b => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b + 32) : b).ToArray());
        }
    }

    [Fact]
    public void FoldAscii_InPlace_IsAllowed()
    {
        byte[] bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("C:\\Windows\\System32\\CMD.EXE ", 9)));
        string expected = Encoding.ASCII.GetString(bytes).ToLowerInvariant();
        SimpleCaseFolding.FoldAscii(bytes, bytes);
        Encoding.ASCII.GetString(bytes).ShouldBe(expected);
    }

    [Fact]
    public void FoldToUtf8_LoneSurrogate_BecomesTheReplacementCharacter() =>
        SimpleCaseFolding.FoldToUtf8("A\uD800B").ShouldBe(Encoding.UTF8.GetBytes("a\uFFFDb"));

    private static byte[] RandomBytes(Random random)
    {
        List<byte> bytes = [];
        int pieces = random.Next(12);
        for (int i = 0; i < pieces; i++)
        {
            switch (random.Next(4))
            {
                case 0:
                    bytes.AddRange(Enumerable.Range(0, random.Next(40)).Select(_ => (byte)random.Next(0x80)));
                    break;
                case 1:
                    bytes.Add((byte)random.Next(0x80, 0x100));
                    break;
                case 2:
                    byte[] whole = Encoding.UTF8.GetBytes(new Rune(random.Next(2) == 0 ? random.Next(0x80, 0xD800) : random.Next(0xE000, 0x110000)).ToString());
                    bytes.AddRange(whole[..random.Next(1, whole.Length + 1)]);
                    break;
                default:
                    bytes.AddRange(Encoding.UTF8.GetBytes("Thành phố Huế ĐƯỜNG Ⱥ"));
                    break;
            }
        }

        return [.. bytes];
    }
}
