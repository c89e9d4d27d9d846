using System.Security.Cryptography;
using System.Text;
using HueSoc.Agent.Collectors;
using HueSoc.Agent.Intake;

namespace HueSoc.Agent.Tests.Intake;

public sealed class EventIdTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    [Fact]
    public void Write_Always_IsTheDayAndThirtyTwoHexadecimalDigits()
    {
        string id = Make("file:1:2", 1, new(5), "một dòng");

        id.Length.ShouldBe(41);
        id.ShouldStartWith("20260302-");
        id[9..].ShouldAllBe(c => char.IsAsciiHexDigitLower(c));
    }

    [Fact]
    public void Write_TheSameAgain_IsTheSame() => Make("file:1:2", 1, new(5), "a").ShouldBe(Make("file:1:2", 1, new(5), "a"));

    [Theory]
    [InlineData("file:1:3", 1, 5, null, "a")]
    [InlineData("file:1:2", 2, 5, null, "a")]
    [InlineData("file:1:2", 1, 6, null, "a")]
    [InlineData("file:1:2", 1, 5, "s=1", "a")]
    [InlineData("file:1:2", 1, 5, null, "b")]
    public void Write_OnePartOther_IsOther(string source, int generation, long offset, string? cursor, string raw) =>
        Make(source, generation, new(offset, cursor), raw).ShouldNotBe(Make("file:1:2", 1, new(5), "a"));

    [Fact]
    public void Write_PartsThatOnlyJoinedAreEqual_AreOther() =>
        Make("ab", 1, new(5, "c"), "d").ShouldNotBe(Make("a", 1, new(5, "bc"), "d"));

    private static string Make(string source, int generation, SourcePosition position, string raw)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] id = new byte[EventId.Length];
        EventId.Write(Day, source, generation, position, Encoding.UTF8.GetBytes(raw), hash, id);
        return Encoding.ASCII.GetString(id);
    }
}
