using HueSoc.Agent.Running;

namespace HueSoc.Agent.Tests.Running;

public sealed class CommandArgumentsTests
{
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal) { ["run"] = ["state", "config"] };

    [Fact]
    public void Read_OptionsInBothForms_AreRead()
    {
        CommandArguments read = CommandArguments.Read(["run", "--state", "/a", "--config=/b=c"], Known, out string? fault);

        fault.ShouldBeNull();
        read.Find("state").ShouldBe("/a");
        read.Find("config").ShouldBe("/b=c");
    }

    [Theory]
    [InlineData("no command is given")]
    [InlineData("there is no command 'walk'", "walk")]
    [InlineData("'--speed' is no option of run", "run", "--speed", "9")]
    [InlineData("'fast' is no option of run", "run", "fast")]
    [InlineData("--state needs a value", "run", "--state")]
    [InlineData("--state is given twice", "run", "--state", "a", "--state", "b")]
    public void Read_Wrong_SaysWhat(string expected, params string[] words)
    {
        CommandArguments.Read(words, Known, out string? fault);

        fault.ShouldBe(expected);
    }
}
