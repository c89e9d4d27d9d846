using HueSoc.Cli.Output;
using HueSoc.Sigma.Rules;

namespace HueSoc.Cli.Tests.Output;

public sealed class LevelNameTests
{
    [Fact]
    public void TryParse_TheNameOfALevelInAnyCase_GivesTheLevel()
    {
        foreach (SigmaLevel level in Enum.GetValues<SigmaLevel>())
        {
            LevelName.TryParse(LevelName.Of(level).ToUpperInvariant(), out SigmaLevel read).ShouldBeTrue();
            read.ShouldBe(level);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("severe")]
    public void TryParse_AnythingElse_IsRefused(string name) => LevelName.TryParse(name, out _).ShouldBeFalse();
}
