using HueSoc.Sigma.Pipelines;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Tests.Pipelines;

public sealed class PipelineSetTests
{
    private const string Sysmon = """
        name: sysmon
        transformations:
          - {type: add_condition, conditions: {EventID: 1}, rule_conditions: [{type: logsource, product: windows, category: process_creation}]}
          - {type: field_name_mapping, mapping: {Unused: Other}}
        """;

    private const string Audit = """
        name: audit
        transformations:
          - {type: add_condition, conditions: {EventID: 4688}, rule_conditions: [{type: logsource, product: windows, category: process_creation}]}
          - {type: field_name_mapping, mapping: {Image: NewProcessName}}
        """;

    [Fact]
    public void Apply_SeveralPipelinesMapTheRule_GivesAVariantOfEach() =>
        Variants(PipelineText.Set(Sysmon, Audit), RuleText.Rule("Image=x")).ShouldBe(
        [
            "s: Image=x; _pipeline:0: EventID=#1",
            "s: NewProcessName=x; _pipeline:0: EventID=#4688",
        ]);

    [Fact]
    public void Apply_VariantsAlike_AreOne() =>
        Variants(PipelineText.Set(Sysmon, Sysmon.Replace("name: sysmon", "name: twin", StringComparison.Ordinal)), RuleText.Rule("Image=x"))
            .ShouldBe(["s: Image=x; _pipeline:0: EventID=#1"]);

    [Theory]
    [InlineData("file_access", "windows", null, "no pipeline maps product=windows category=file_access")]
    [InlineData(null, null, null, "the rule names no log source")]
    [InlineData(null, "linux", null, "no pipeline maps product=linux")]
    public void Apply_NoPipelineMapsTheLogSource_IsNotApplicable(string? category, string? product, string? service, string reason)
    {
        PipelineOutcome outcome = PipelineText.Set(Sysmon, Audit).Apply(RuleText.Rule("Image=x", category, product, service));
        outcome.Variants.ShouldBeEmpty();
        outcome.Failure.ShouldBeNull();
        outcome.NotApplicable.ShouldBe(reason);
    }

    [Fact]
    public void Apply_KnownProductAlone_IsAVariantByItself()
    {
        SigmaRule rule = RuleText.Rule("A=x", category: null);
        PipelineText.Set(Sysmon).Apply(rule).Variants.ShouldHaveSingleItem().ShouldBeSameAs(rule);
    }

    [Fact]
    public void Apply_KnownProductAloneAndMapped_HasBothVariants() =>
        Variants(PipelineText.Set("transformations: [{type: field_name_suffix, suffix: +, rule_conditions: [{type: logsource, category: null}]}]"),
            RuleText.Rule("A=x", category: null)).ShouldBe(["s: A=x", "s: A+=x"]);

    [Fact]
    public void Apply_PipelineWithoutLogSourceConditions_MapsEveryRule() =>
        Variants(PipelineText.Set("transformations: [{type: field_name_suffix, suffix: +}]"), RuleText.Rule("A=x", "any", "thing")).ShouldBe(["s: A+=x"]);

    [Fact]
    public void Apply_LogSourceConditionOnlyBelowNot_DoesNotMap() =>
        PipelineText.Set("transformations: [{type: rule_failure, message: no, rule_conditions: [{type: logsource, product: linux}], rule_cond_not: true}]")
            .Apply(RuleText.Rule("A=x")).NotApplicable.ShouldBe("no pipeline maps product=windows category=process_creation");

    [Fact]
    public void Apply_LogSourceConditionInNest_Maps() =>
        Variants(PipelineText.Set(
            "transformations: [{type: nest, items: [{type: field_name_suffix, suffix: +, rule_conditions: [{type: logsource, product: windows}]}]}]"),
            RuleText.Rule("A=x")).ShouldBe(["s: A+=x"]);

    [Fact]
    public void Apply_LogSourceChangedOnTheWay_IsTheOneLaterStepsSee() =>
        Variants(PipelineText.Set("""
            transformations:
              - {type: change_logsource, product: windows, service: security, rule_conditions: [{type: tag, tag: attack.execution}]}
              - {type: add_condition, conditions: {C: S}, rule_conditions: [{type: logsource, service: security}]}
            """), RuleText.Rule("A=x")).ShouldBe(["s: A=x; _pipeline:0: C=S"]);

    [Fact]
    public void Apply_PlaceholderWithoutValues_IsNotApplicable()
    {
        PipelineOutcome outcome = PipelineText.Set(Sysmon, Audit).Apply(RuleText.Rule("A=x%admins%"));
        outcome.Variants.ShouldBeEmpty();
        outcome.NotApplicable.ShouldBe("placeholder %admins% has no values");
    }

    [Fact]
    public void Apply_PlaceholderWithEmptyList_IsNotApplicable() =>
        PipelineText.Set("vars: {admins: []}\ntransformations: [{type: value_placeholders}]").Apply(RuleText.Rule("A=(x,%admins%)"))
            .NotApplicable.ShouldBe("placeholder %admins% has no values");

    [Fact]
    public void Apply_PlaceholderThatOnePipelineKnows_GivesThatVariantOnly() =>
        Variants(PipelineText.Set(Sysmon, "name: v\nvars: {admins: root}\ntransformations: [{type: value_placeholders}]"), RuleText.Rule("A=%admins%"))
            .ShouldBe(["s: A=root"]);

    [Fact]
    public void Apply_FailureBesideAVariant_LeavesTheVariant()
    {
        PipelineOutcome outcome = PipelineText.Set("name: f\ntransformations: [{type: rule_failure, message: no}]", Sysmon).Apply(RuleText.Rule("A=x"));
        outcome.Variants.Length.ShouldBe(1);
        outcome.Failure.ShouldBeNull();
    }

    [Fact]
    public void Apply_FailureAlone_IsTheOutcome()
    {
        PipelineOutcome outcome = PipelineText.Set("name: f\ntransformations: [{type: rule_failure, message: no}]").Apply(RuleText.Rule("A=x"));
        outcome.NotApplicable.ShouldBeNull();
        outcome.Failure.ShouldNotBeNull().Reason.ShouldBe("pipeline 'f': no");
    }

    [Fact]
    public void Apply_ChainedPipeline_GoesOnWithTheOutputInsteadOfStandingAlone() =>
        Variants(PipelineText.Set("name: c\nafter: sysmon\ntransformations: [{type: field_name_prefix, prefix: ev.}]", Sysmon), RuleText.Rule("Image=x"))
            .ShouldBe(["s: ev.Image=x; _pipeline:0: ev.EventID=#1"]);

    [Fact]
    public void Apply_ChainedPipelineThatDoesNotMap_LeavesTheOutput() =>
        Variants(PipelineText.Set(Sysmon, "name: c\nafter: [sysmon]\ntransformations: [{type: field_name_prefix, prefix: e, rule_conditions: [{type: logsource, product: linux}]}]"),
            RuleText.Rule("Image=x")).ShouldBe(["s: Image=x; _pipeline:0: EventID=#1"]);

    [Fact]
    public void Apply_ChainAfterTwo_GoesOnWithEach() =>
        Variants(PipelineText.Set(Sysmon, Audit, "name: c\nafter: [sysmon, audit]\ntransformations: [{type: field_name_suffix, suffix: +}]"), RuleText.Rule("Image=x"))
            .ShouldBe(["s: Image+=x; _pipeline:0: EventID+=#1", "s: NewProcessName+=x; _pipeline:0: EventID+=#4688"]);

    [Fact]
    public void Apply_TwoPipelinesAfterOne_AreAlternatives() =>
        Variants(PipelineText.Set(
            Sysmon, "name: c\nafter: sysmon\ntransformations: [{type: field_name_suffix, suffix: +}]", "name: d\nafter: sysmon\ntransformations: [{type: field_name_suffix, suffix: '-'}]"),
            RuleText.Rule("Image=x")).ShouldBe(["s: Image+=x; _pipeline:0: EventID+=#1", "s: Image-=x; _pipeline:0: EventID-=#1"]);

    [Fact]
    public void Apply_ChainedPipeline_SeesStateAndStepsOfThoseBefore() =>
        Variants(PipelineText.Set(
            "name: a\ntransformations: [{type: set_state, key: k, val: v}, {id: m, type: field_name_mapping, mapping: {A: B}}]",
            """
            name: b
            after: a
            transformations:
              - type: field_name_suffix
                suffix: +
                rule_conditions: [{type: processing_state, key: k, val: v}]
                field_name_conditions: [{type: processing_item_applied, processing_item_id: m}]
            """), RuleText.Rule("A=x and C=y")).ShouldBe(["s: (B+=x and C=y)"]);

    [Theory]
    [InlineData("a <- b", "p.yml:1: pipeline 'a' comes after 'b', which is not there")]
    [InlineData("a <- a", "p.yml:1: pipeline 'a' comes after 'a', which leads in a circle or to a pipeline that cannot be used")]
    [InlineData("a <- b; b <- a", "p.yml:1: pipeline 'a' comes after 'b', which leads in a circle or to a pipeline that cannot be used",
        "p.yml:1: pipeline 'b' comes after 'a', which leads in a circle or to a pipeline that cannot be used")]
    [InlineData("a <- x; b <- a", "p.yml:1: pipeline 'a' comes after 'x', which is not there",
        "p.yml:1: pipeline 'b' comes after 'a', which leads in a circle or to a pipeline that cannot be used")]
    [InlineData("a; a", "p.yml:1: another pipeline is called 'a' too: p.yml:1")]
    public void Make_PipelinesThatDoNotFitTogether_AreReportedAndLeftOut(string chains, params string[] expected)
    {
        PipelineSet set = PipelineText.Set([.. chains.Split("; ").Append("good").Select(chain =>
            $"name: {chain.Split(" <- ")[0]}\ntransformations: [{{type: field_name_suffix, suffix: '{chain[0]}'}}]"
            + (chain.Contains("<-", StringComparison.Ordinal) ? $"\nafter: {chain.Split(" <- ")[1]}" : ""))]);
        set.Problems.Select(p => p.ToString()).ShouldBe(expected);
        Variants(set, RuleText.Rule("A=x")).ShouldContain(v => v == "s: Ag=x");
    }

    [Fact]
    public void Apply_ChainsThatForkWithoutEnd_FailsTheRule()
    {
        List<string> pipelines = ["name: 0a\ntransformations: [{type: field_name_suffix, suffix: a}]", "name: 0b\ntransformations: [{type: field_name_suffix, suffix: b}]"];
        for (int i = 1; i < 20; i++)
        {
            foreach (char side in "ab")
                pipelines.Add($"name: {i}{side}\nafter: [{i - 1}a, {i - 1}b]\ntransformations: [{{type: field_name_suffix, suffix: {side}}}]");
        }

        PipelineText.Set([.. pipelines]).Apply(RuleText.Rule("A=x")).Failure.ShouldNotBeNull()
            .Reason.ShouldBe("the pipelines make more than 64 variants of the rule");
    }

    private static List<string> Variants(PipelineSet set, SigmaRule rule)
    {
        PipelineOutcome outcome = set.Apply(rule);
        outcome.Failure.ShouldBeNull();
        outcome.NotApplicable.ShouldBeNull();
        return [.. outcome.Variants.Select(RuleText.Of)];
    }
}
