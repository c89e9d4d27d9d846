using System.Collections.Immutable;
using System.Text;
using HueSoc.Sigma.Matching;
using HueSoc.Sigma.Rules;
using HueSoc.Sigma.Tests.Pipelines;

namespace HueSoc.Sigma.Tests.Matching;

/// <summary>Watched fields are asked for by the name a rule would use, and read where the pipeline that made the match has them.</summary>
public sealed class WatchedValuesTests
{
    private const string Sysmon = """
        name: sysmon
        transformations:
          - {type: add_condition, conditions: {EventID: 1}, rule_conditions: [{type: logsource, category: process_creation}]}
        """;

    private const string Audit = """
        name: audit
        transformations:
          - {type: add_condition, conditions: {EventID: 4688}, rule_conditions: [{type: logsource, category: process_creation}]}
          - {type: field_name_mapping, mapping: {Image: NewProcessName, User: [TargetUserName, SubjectUserName]}}
        """;

    private const string Prefixed = """
        name: prefixed
        transformations:
          - {type: field_name_mapping, mapping: {Image: Program}, rule_conditions: [{type: logsource, category: process_creation}]}
          - {type: field_name_prefix, prefix: own_}
        """;

    [Theory]
    [InlineData("""{"EventID":1,"Image":"a.exe","User":"an"}""", "Image=a.exe User=an")]
    [InlineData("""{"EventID":4688,"NewProcessName":"a.exe","SubjectUserName":"an"}""", "Image=a.exe User=an")]
    [InlineData("""{"EventID":4688,"NewProcessName":"a.exe","SubjectUserName":"an","TargetUserName":"binh"}""", "Image=a.exe User=binh")]
    [InlineData("""{"EventID":4688,"NewProcessName":"a.exe","SubjectUserName":"an","TargetUserName":null}""", "Image=a.exe User=an")]
    [InlineData("""{"EventID":4688,"NewProcessName":"a.exe","Image":"b.exe","User":"an"}""", "Image=a.exe")]
    [InlineData("""{"EventID":4688,"NewProcessName":["a.exe","b.exe"],"SubjectUserName":5}""", "Image=a.exe|b.exe User=5")]
    public void WatchedValues_PipelinesWithOtherNames_AreReadFromTheFieldsOfTheOneThatMatched(string json, string expected) =>
        Watched([Sysmon, Audit], json).ShouldBe(expected);

    [Fact]
    public void WatchedValues_SeveralStepsRenameAField_AreReadByTheLastName() =>
        Watched([Prefixed], """{"own_Program":"a.exe","own_User":"an","Program":"b.exe","Image":"c.exe","User":"binh"}""").ShouldBe("Image=a.exe User=an");

    [Fact]
    public void WatchedValues_RuleThatNobodyWatches_AreNone() =>
        Watched([Sysmon], """{"EventID":1,"Image":"a.exe","User":"an"}""", watch: false).ShouldBeEmpty();

    private static string Watched(string[] pipelines, string json, bool watch = true)
    {
        SigmaRule rule = RuleText.Rule("Image=a.exe");
        SigmaEngine engine = SigmaEngine.Compile(
            [rule], [.. pipelines.Select(yaml => PipelineText.Parse(yaml))], [TestLayouts.Flat],
            watchedFields: watch ? ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add(rule.Id, ["Image", "User"]) : null);
        EventMatcher matcher = engine.CreateMatcher();

        matcher.Match(Encoding.UTF8.GetBytes(json)).ShouldBe(EventFault.None);

        matcher.Matches.ToArray().ShouldBe([0]);
        return string.Join(' ', matcher.WatchedValues(0).OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={string.Join('|', field.Value)}"));
    }
}
