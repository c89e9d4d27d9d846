using System.Text;
using HueSoc.Sigma.Matching;
using HueSoc.Sigma.Pipelines;
using HueSoc.Sigma.Rules;
using HueSoc.Sigma.Tests.Rules;

namespace HueSoc.Sigma.Tests.Matching;

/// <summary>Why a rule matched: the fields as the rule names them, with the values that made it so.</summary>
public sealed class ExplainTests
{
    [Theory]
    [InlineData("s:\n  A: x\ncondition: s", "{\"A\":\"X\",\"B\":\"y\"}", "A=X")]
    [InlineData("s:\n  B|contains: y\n  A: x\ncondition: s", "{\"A\":\"x\",\"B\":\"ayb\"}", "B=ayb A=x")]
    [InlineData("s:\n  A: 5\n  B: true\ncondition: s", "{\"A\":5,\"B\":true}", "A=5 B=true")]
    [InlineData("s:\n  A|contains: ế\ncondition: s", "{\"A\":\"\\u0041\\\\\\u1ebe\\n\"}", "A=A\\Ế\n")]
    [InlineData("s:\n  a.b: x\ncondition: s", "{\"a\":{\"b\":\"x\"}}", "a.b=x")]
    [InlineData("s:\n  A|re: 'b+'\ncondition: s", "{\"A\":\"abbb\"}", "A=abbb")]
    [InlineData("s:\n  A|cidr: 10.0.0.0/8\ncondition: s", "{\"A\":\"10.1.1.1\"}", "A=10.1.1.1")]
    [InlineData("s:\n  A|gt: 5\n  T|hour: 3\ncondition: s", "{\"A\":6,\"T\":\"2024-01-01T03:00:00Z\"}", "A=6 T=2024-01-01T03:00:00Z")]
    [InlineData("s:\n  A|fieldref: B\ncondition: s", "{\"A\":\"x\",\"B\":\"x\"}", "A=x")]
    [InlineData("s:\n  A: ''\ncondition: s", "{\"A\":\"\"}", "A=")]
    public void Explain_Fields_AreThoseOfTheRuleWithTheirValues(string detection, string json, string expected) => Explain(detection, json).ShouldBe(expected);

    [Theory]
    [InlineData("s:\n  A: x\ncondition: s", "{\"A\":[\"a\",\"x\",\"b\"]}", "A=x")]
    [InlineData("s:\n  A|contains: x\ncondition: s", "{\"A\":[\"a\",[\"1x2\"],\"x\"]}", "A=1x2")]
    [InlineData("s:\n  a.b: x\ncondition: s", "{\"a\":[{\"b\":\"y\"},{\"b\":\"X\"}]}", "a.b=X")]
    [InlineData("s:\n  A|contains|all: [x, y]\ncondition: s", "{\"A\":[\"1x\",\"2y\"]}", "A=1x A=2y")]
    [InlineData("s:\n  A|contains|all: [x, y]\ncondition: s", "{\"A\":[\"xy\"]}", "A=xy")]
    public void Explain_Array_NamesTheElementThatMatched(string detection, string json, string expected) => Explain(detection, json).ShouldBe(expected);

    [Theory]
    [InlineData("{\"A\":\"a needle\"}", "A=a needle")]
    [InlineData("{\"A\":{\"B\":{\"C\":\"needle\"}}}", "A.B.C=needle")]
    [InlineData("{\"A\":[\"x\",\"needle\"]}", "A=needle")]
    [InlineData("{\"A\":[{\"B\":\"needle\"}]}", "A.B=needle")]
    [InlineData("{\"A\":[{\"B\":\"x\"},{\"C\":\"needle\"}]}", "A.C=needle")]
    [InlineData("{\"A\":[{\"B\":\"x\"},\"needle\"]}", "A=needle")]
    [InlineData("{\"A\":[[{\"B\":\"x\"}],\"needle\"]}", "A=needle")]
    [InlineData("{\"A\":{\"B\":1},\"C\":\"needle\"}", "C=needle")]
    [InlineData("{\"A\":{\"B\":{}},\"C\":[[\"needle\"]]}", "C=needle")]
    [InlineData("{\"Q\\\"}{\":\"} , { \\\" : [\",\"C\":\"needle\"}", "C=needle")]
    [InlineData("{\"T\\u00ean.x\":\"needle\"}", "Tên.x=needle")]
    [InlineData("{\"needle\":\"needle\"}", "needle=needle")]
    [InlineData("{\"B\":\"B\",\"C\":[1,2,{}],\"D\":{\"E\":[{\"F\":\"needle\"}]}}", "D.E.F=needle")]
    public void Explain_Keyword_NamesThePathItWasFoundAt(string json, string expected) => Explain("k: [needle]\ncondition: k", json).ShouldBe(expected);

    [Fact]
    public void Explain_Keyword_IsTheNumberItIsIn() => Explain("k: [4625]\ncondition: k", "{\"A\":{\"B\":14625}}").ShouldBe("A.B=14625");

    [Fact]
    public void Explain_KeywordsWithAll_NamesEach() =>
        Explain("k:\n  '|all': [one, two]\ncondition: k", "{\"A\":\"one\",\"B\":\"two\"}").ShouldBe("A=one B=two");

    [Theory]
    [InlineData("s:\n  A: x\nf:\n  B: y\ncondition: s and not f", "{\"A\":\"x\",\"B\":\"z\"}", "A=x")]
    [InlineData("s:\n  A: x\n  B|neq: y\ncondition: s", "{\"A\":\"x\",\"B\":\"z\"}", "A=x")]
    [InlineData("s:\n  A: x\n  B: null\n  C|exists: false\ncondition: s", "{\"A\":\"x\"}", "A=x")]
    [InlineData("s:\n  A: x\ncondition: not s", "{\"A\":\"y\"}", "")]
    public void Explain_WhatIsNotThere_IsNotNamed(string detection, string json, string expected) => Explain(detection, json).ShouldBe(expected);

    [Fact]
    public void Explain_ExistingField_IsNamed() => Explain("s:\n  A|exists: true\ncondition: s", "{\"A\":\"v\"}").ShouldBe("A=v");

    [Fact]
    public void Explain_SelectionThatDidNotHold_DoesNotContribute() =>
        Explain("s:\n  A: x\n  B: y\nt:\n  C: z\ncondition: s or t", "{\"A\":\"x\",\"B\":\"n\",\"C\":\"z\"}").ShouldBe("C=z");

    [Fact]
    public void Explain_MapOfAListThatDidNotHold_DoesNotContribute() =>
        Explain("s:\n  - A: x\n    B: y\n  - C: z\ncondition: s", "{\"A\":\"x\",\"B\":\"n\",\"C\":\"z\"}").ShouldBe("C=z");

    [Fact]
    public void Explain_FieldsThatAPipelineRenamed_KeepTheirNameInTheRule()
    {
        List<RuleProblem> problems = [];
        SigmaEngine engine = SigmaEngine.Compile(
            Loading.Read(Loading.Rule("s:\n  Image: x\ncondition: s")).Rules,
            [ProcessingPipeline.Parse("p.yml", "name: p\ntransformations:\n  - type: field_name_mapping\n    mapping: {Image: NewProcessName}\n", problems)!],
            [TestLayouts.Flat]);
        problems.ShouldBeEmpty();
        EventMatcher matcher = engine.CreateMatcher();

        matcher.Match("{\"NewProcessName\":\"X\"}"u8.ToArray());

        matcher.Explain(matcher.Matches[0]).ShouldHaveSingleItem().Value.ShouldBe("X");
    }

    [Fact]
    public void Explain_TheSameFieldTwice_IsNamedOnce() =>
        Explain("s:\n  A|startswith: a\n  A|endswith: z\ncondition: s", "{\"A\":\"a-z\"}").ShouldBe("A=a-z");

    private static string Explain(string detection, string json)
    {
        RuleCollection read = Loading.Read(Loading.Rule(detection));
        read.Problems.ShouldBeEmpty();
        EventMatcher matcher = SigmaEngine.Compile(read.Rules, [], [TestLayouts.Flat]).CreateMatcher();
        matcher.Match(Encoding.UTF8.GetBytes(json)).ShouldBe(EventFault.None);
        matcher.Matches.ToArray().ShouldBe([0], json);
        return string.Join(' ', matcher.Explain(0).Select(f => $"{f.Field}={f.Value}"));
    }
}
