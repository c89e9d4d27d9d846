using System.Text;
using HueSoc.Sigma.Matching;

namespace HueSoc.Sigma.Tests.Matching;

/// <summary>The specification by example: see the files of the folder Golden.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string, bool, string> Rows { get; } = MakeRows();

    [Theory]
    [MemberData(nameof(Rows))]
    public void Match_RuleAlone_SaysWhatTheCaseExpects(string name, bool expected, string json)
    {
        GoldenCase golden = GoldenCase.All.Single(c => c.Name == name);
        SigmaEngine engine = SigmaEngine.Compile([golden.Load()], [], [TestLayouts.Flat]);
        engine.Failures.ShouldBeEmpty();
        engine.NotApplicable.ShouldBeEmpty();
        EventMatcher matcher = engine.CreateMatcher();

        matcher.Match(Encoding.UTF8.GetBytes(json)).ShouldBe(EventFault.None, json);

        (matcher.Matches.Length == 1).ShouldBe(expected, $"{json}\n{golden.Rule}");
    }

    [Fact]
    public void Read_Cases_HaveNamesOfTheirOwn() => GoldenCase.All.Select(c => c.Name).ShouldBeUnique();

    private static TheoryData<string, bool, string> MakeRows()
    {
        TheoryData<string, bool, string> rows = [];
        foreach (GoldenCase golden in GoldenCase.All)
        {
            foreach (string json in golden.Matches)
                rows.Add(golden.Name, true, json);
            foreach (string json in golden.Misses)
                rows.Add(golden.Name, false, json);
        }

        return rows;
    }
}
