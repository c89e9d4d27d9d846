using HueSoc.Sigma.Conditions;
using HueSoc.Sigma.Pipelines;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Tests.Pipelines;

public sealed class TransformationTests
{
    [Theory]
    [InlineData("- {type: field_name_mapping, mapping: {A: B}}", "A=x and C=y", "(B=x and C=y)")]
    [InlineData("- {type: field_name_mapping, mapping: {A: [B, C]}}", "A=x", "(B=x or C=x)")]
    [InlineData("- {type: field_name_mapping, mapping: {A: [B, C]}}", "!A=x", "(!B=x and !C=x)")]
    [InlineData("- {type: field_name_mapping, mapping: {A: [B, C]}}", "A=null", "(B=null and C=null)")]
    [InlineData("- {type: field_name_mapping, mapping: {A: [B, C]}}", "!A=missing", "(!B=missing or !C=missing)")]
    [InlineData("- {type: field_name_mapping, mapping: {A: [B, C]}}", "A&=x|y", "(B&=x|y or C&=x|y)")]
    [InlineData("- {type: field_name_mapping, mapping: {A: B}}", "C=->A", "C=->B")]
    [InlineData("- {type: field_name_mapping, mapping: {A: [B, C]}}", "D=->A", "D=->B|->C")]
    [InlineData("- {type: field_name_mapping, mapping: {A: [B, C]}}", "D&=->A|x", "D&=(->B,->C)|x")]
    [InlineData("- {type: field_name_mapping, mapping: {A: B, B: A}}", "A=x and B=y", "(B=x and A=y)")]
    [InlineData("- {type: field_name_mapping, mapping: {A: B}}", "=x", "=x")]
    [InlineData("- {type: field_name_prefix_mapping, mapping: {win.: winlog., win.x.: no}}", "win.x.a=1 and b=2", "(winlog.x.a=1 and b=2)")]
    [InlineData("- {type: field_name_prefix_mapping, mapping: {a.: [b., c.]}}", "a.x=1", "(b.x=1 or c.x=1)")]
    [InlineData("- {type: field_name_prefix, prefix: ev.}", "A=->B and =k", "(ev.A=->ev.B and =k)")]
    [InlineData("- {type: field_name_suffix, suffix: .text}", "A=x", "A.text=x")]
    public void Apply_FieldTransformation_RenamesFields(string steps, string before, string after) =>
        RuleText.Of(PipelineText.Transform(steps, RuleText.Rule(before)), "s").ShouldBe(after);

    [Theory]
    [InlineData(@"- {type: replace_string, regex: '^C:\\', replacement: '\\Device\\'}", @"A=C:\x|D:\x", @"A=\\Device\\x|D:\\x")]
    [InlineData(@"- {type: replace_string, regex: '(\w+)-(?P<b>\w+)', replacement: '\g<b>-\1'}", "A=x-y", "A=y-x")]
    [InlineData("- {type: replace_string, regex: b, replacement: '*'}", "A=abc", "A=a*c")]
    [InlineData(@"- {type: replace_string, regex: b, replacement: '\*'}", "A=abc", @"A=a\*c")]
    [InlineData(@"- {type: replace_string, regex: '\*', replacement: x}", @"A=a*b\*", @"A=axb\*")]
    [InlineData("- {type: replace_string, regex: 'b$', replacement: c}", @"A=\\*b", @"A=\\*c")]
    [InlineData(@"- {type: replace_string, regex: '.+', replacement: x, skip_special: true}", "A=a*b?c", "A=x*x?x")]
    [InlineData(@"- {type: replace_string, regex: b, replacement: '*', skip_special: true}", "A=ab*", @"A=a\**")]
    [InlineData(@"- {type: replace_string, regex: b, replacement: '*', skip_special: true, interpret_special: true}", "A=abc", "A=a*c")]
    [InlineData("- {type: replace_string, regex: '^1', replacement: '2'}", "A=#15|#7", "A=25|#7")]
    [InlineData("- {type: replace_string, regex: x, replacement: y}", "A=^x|(x,z)|/x/|null", "A=^y|(y,z)|/x/|null")]
    [InlineData("- {type: replace_string, regex: a, replacement: b}\n- {type: value_placeholders}", "A=a%hosts%", "A=ba|bb")]
    [InlineData("- {type: map_string, mapping: {High: S-1, '*x*': [y, 'z*']}}", "A=HIGH|*x*|low", "A=S-1|y|z*|low")]
    [InlineData("- {type: map_string, mapping: {a: [b, c]}}", "A&=a|x", "A&=(b,c)|x")]
    [InlineData("- {type: map_string, mapping: {a: b}}", "A=^a|^A", "A=^b|^A")]
    [InlineData("- {type: map_string, mapping: {'true': '1'}}", "A=@true", "A=1")]
    [InlineData("- {type: set_value, value: 5}", "A=a|b", "A=#5|#5")]
    [InlineData("- {type: set_value, value: 5, force_type: str}", "A=a", "A=5")]
    [InlineData("- {type: convert_type, target_type: str}", "A=#5|@true|null|x", "A=5|true|null|x")]
    [InlineData("- {type: convert_type, target_type: num}", "A=5|#6", "A=#5|#6")]
    [InlineData("- {type: number_format, to: hexadecimal}", "A=#7996|4|0x4D2|x|7*|-1|null", "A=0x1f3c|0x4|0x4d2|x|7*|-1|null")]
    [InlineData("- {type: number_format, to: decimal}", "A=0x1f3c|#5|0x", "A=7996|#5|0x")]
    [InlineData("- {type: number_format, to: hexadecimal}", "A=18446744073709551615|18446744073709551616", "A=0xffffffffffffffff|18446744073709551616")]
    [InlineData("- {type: number_format, to: decimal, pattern: '^\\*?DWORD \\((0x[0-9a-f]{8})\\)\\*?$'}", "A=DWORD (0x0000000a)|*DWORD (0x00000001)*|0x1", "A=10|1|0x1")]
    [InlineData("- {type: case, method: upper}", "A=^ab*c", "A=^AB*C")]
    [InlineData("- {type: case}", "A=^AB", "A=^ab")]
    [InlineData("- {type: value_placeholders}", "A=x%admins%y", "A=xrooty|xadm*y")]
    [InlineData("- {type: value_placeholders}", "A=%hosts%%hosts%", "A=aa|ab|ba|bb")]
    [InlineData("- {type: value_placeholders}", "A&=%hosts%|x", "A&=(a,b)|x")]
    [InlineData("- {type: value_placeholders}", "A=(%hosts%,z)", "A=(a,b,z)")]
    [InlineData("- {type: value_placeholders, include: [hosts]}\n- {type: wildcard_placeholders}", "A=%hosts%|%admins%", "A=a|b|*")]
    [InlineData("- {type: wildcard_placeholders, exclude: [hosts]}\n- {type: value_placeholders}", "A=%hosts%|%admins%", "A=a|b|*")]
    public void Apply_ValueTransformation_ChangesValues(string steps, string before, string after) =>
        RuleText.Of(PipelineText.Transform(steps, RuleText.Rule(before)), "s").ShouldBe(after);

    [Theory]
    [InlineData(@"A=*\Run\\*", @"(P=*\\Run\\*|*\\Run or N=*\\Run\\*)")]
    [InlineData(@"A=*\Run\x", @"((P=*\\Run and N=x) or N=*\\Run\\x)")]
    [InlineData(@"A=K\Run\x", @"(P=K\\Run and N=x)")]
    [InlineData(@"A=K\C:\a\x", @"((P=K\\C:\\a and N=x) or (P=K and N=C:\\a\\x))")]
    [InlineData(@"A=K\\?:\x", @"((P=K\\?: and N=x) or (P=K and N=?:\\x))")]
    [InlineData(@"A=*\a|*\b", @"N=a|*\\a|b|*\\b")]
    [InlineData("A=*x*", "(P=*x* or N=*x*)")]
    [InlineData(@"A=K\a?b", @"((P=K\\a and N=b) or (P=K and N=a?b))")]
    [InlineData(@"A=K\a*b", @"((P=K\\a* and N=*b) or (P=K and N=a*b))")]
    [InlineData("A=x", "()")]
    [InlineData(@"!A=*\Run\x", @"((!P=*\\Run or !N=x) and !N=*\\Run\\x)")]
    [InlineData(@"A&=*\a\\*|*b", @"((P=*\\a\\*|*\\a or N=*\\a\\*) and N=*b)")]
    [InlineData("A=null", "P=null")]
    [InlineData("B=x", "B=x")]
    public void Apply_SplitPath_LooksAcrossTwoFields(string before, string after) =>
        RuleText.Of(PipelineText.Transform("- {type: split_path, field: A, parent: P, name: N}", RuleText.Rule(before)), "s")
            .ShouldBe(after);

    [Theory]
    [InlineData("{Channel: Security, EventID: 4688}", "(Channel=Security and EventID=#4688)")]
    [InlineData("{EventID: [17, '18']}", "EventID=#17|18")]
    [InlineData("{A: 'x*', B: null, C: true}", "(A=x* and B=null and C=@true)")]
    [InlineData("{A|contains|all: [x, y], B|neq: z}", "(A&=*x*|*y* and !B=z)")]
    [InlineData("{A|expand: '%hosts%'}", "A=a|b")]
    public void Apply_AddCondition_AddsItemsAsRulesWriteThem(string conditions, string expected)
    {
        string steps = $"- {{type: add_condition, conditions: {conditions}}}\n";
        SigmaRule variant = PipelineText.Transform(steps + "- {type: value_placeholders}", RuleText.Rule("A=x"));
        RuleText.Of(variant).ShouldBe($"s: A=x; _pipeline:0: {expected}");
        RuleText.Condition(variant).ShouldBe("(_pipeline:0 and s)");
    }

    [Fact]
    public void Apply_AddConditionNegated_DemandsTheOpposite() =>
        RuleText.Condition(PipelineText.Transform("- {type: add_condition, conditions: {A: 1}, negated: true}", RuleText.Rule("A=x")))
            .ShouldBe("(not _pipeline:0 and s)");

    [Fact]
    public void Apply_AddConditionTwice_DemandsBoth()
    {
        SigmaRule variant = PipelineText.Transform(
            "- {type: add_condition, conditions: {B: 1}}\n- {type: add_condition, conditions: {C: 2}}\n- {type: field_name_mapping, mapping: {B: b}}",
            RuleText.Rule("A=x"));
        RuleText.Of(variant).ShouldBe("s: A=x; _pipeline:0: b=#1; _pipeline:1: C=#2");
        RuleText.Condition(variant).ShouldBe("(_pipeline:0 and _pipeline:1 and s)");
    }

    [Fact]
    public void Apply_AddConditionTemplate_FillsInTheLogSource() =>
        RuleText.Of(PipelineText.Transform(
                "- {type: add_condition, conditions: {i: ['$product-${category}-$service', '$$x $other']}, template: true}", RuleText.Rule("A=x")))
            .ShouldBe("s: A=x; _pipeline:0: i=windows-process_creation-|$x $other");

    [Fact]
    public void Apply_AddConditionToRuleWithThatName_TakesAnotherName() =>
        RuleText.Condition(PipelineText.Transform("- {type: add_condition, conditions: {A: 1}}",
                RuleText.Rule([("s", "A=x"), ("_pipeline:0", "B=y")], new ConditionIdentifier("s"))))
            .ShouldBe("(_pipeline:1 and s)");

    [Theory]
    [InlineData("D=x", "B=y", "s and not f", "(_pipeline:0 and not f)")]
    [InlineData("A=x", "D=y", "s and not f", "(_pipeline:0 and s)")]
    [InlineData("A=x and D=y", "B=y", "s and not f", "(_pipeline:0 and (s and not f))")]
    public void Apply_DropDetectionItem_LeavesNoEmptySelectionBehind(string s, string f, string condition, string expected)
    {
        condition.ShouldBe("s and not f");
        SigmaRule rule = RuleText.Rule([("s", s), ("f", f)], new ConditionAnd([new ConditionIdentifier("s"), new ConditionNot(new ConditionIdentifier("f"))]));
        SigmaRule variant = PipelineText.Transform(
            "- {type: add_condition, conditions: {C: 1}}\n- {type: drop_detection_item, field_name_conditions: [{type: include_fields, fields: [D]}]}", rule);
        RuleText.Condition(variant).ShouldBe(expected);
        RuleText.Of(variant).ShouldNotContain("D=");
    }

    [Fact]
    public void Apply_DropDetectionItemOfAlternative_KeepsTheOthers() =>
        RuleText.Of(PipelineText.Transform("- {type: drop_detection_item, field_name_conditions: [{type: include_fields, fields: [D]}]}",
            RuleText.Rule("A=x or D=y")), "s").ShouldBe("(A=x)");

    [Fact]
    public void Apply_DropDetectionItemOfEverything_FailsTheVariant() =>
        PipelineText.Apply("transformations: [{type: drop_detection_item}]", RuleText.Rule("A=x"))
            .Failure.ShouldNotBeNull().ToString()
            .ShouldBe("rule.yml:1: pipeline 'p': nothing is left to look for after detection items were dropped");

    [Fact]
    public void Apply_ChangeLogSource_GivesOnlyWhatIsNamed() =>
        PipelineText.Transform("- {type: change_logsource, product: windows, service: security}", RuleText.Rule("A=x"))
            .LogSource.ShouldBe(new LogSource(null, "windows", "security"));

    [Fact]
    public void Apply_RuleFailure_FailsWithTheMessage() =>
        PipelineText.Apply("transformations: [{type: rule_failure, message: not here}]", RuleText.Rule("A=x"))
            .Failure.ShouldNotBeNull().ToString().ShouldBe("rule.yml:1: pipeline 'p': not here");

    [Fact]
    public void Apply_DetectionItemFailure_FailsAtTheItem() =>
        PipelineText.Apply(
                "transformations: [{type: detection_item_failure, message: no hashes, field_name_conditions: [{type: include_fields, fields: [A]}]}]",
                RuleText.Rule("A=x"))
            .Failure.ShouldNotBeNull().ToString().ShouldBe("rule.yml:7: pipeline 'p': no hashes");

    [Fact]
    public void Apply_DetectionItemFailureForOtherItems_DoesNothing() =>
        PipelineText.Transform("- {type: detection_item_failure, message: no, field_name_conditions: [{type: include_fields, fields: [Z]}]}",
            RuleText.Rule("A=x")).Conditions.Length.ShouldBe(1);

    [Fact]
    public void Apply_Nest_AppliesItsStepsUnderItsConditions()
    {
        const string Steps = """
            - type: nest
              rule_conditions: [{type: tag, tag: attack.t1059}]
              items:
                - {type: field_name_mapping, mapping: {A: B}}
                - {type: field_name_suffix, suffix: x}
            """;
        RuleText.Of(PipelineText.Transform(Steps, RuleText.Rule("A=x")), "s").ShouldBe("Bx=x");
        RuleText.Of(PipelineText.Transform(Steps, RuleText.Rule("A=x") with { Tags = [] }), "s").ShouldBe("A=x");
    }

    [Theory]
    [InlineData("- {type: add_field, field: a}")]
    [InlineData("- {type: remove_field, field: [a, b]}")]
    [InlineData("- {type: set_field, fields: [a]}")]
    [InlineData("- {type: set_custom_attribute, attribute: a, value: b}")]
    [InlineData("- {type: set_state, key: a, val: b}")]
    [InlineData("- {type: field_name_mapping, mapping: {Z: Y}}")]
    [InlineData("- {type: replace_string, regex: zzz, replacement: y}")]
    public void Apply_NothingToChange_ReturnsTheRuleItself(string steps)
    {
        SigmaRule rule = RuleText.Rule("A=x and B=y");
        PipelineText.Transform(steps, rule).ShouldBeSameAs(rule);
    }

    [Fact]
    public void Apply_AnyTransformation_KeepsWhatIdentifiesTheRule()
    {
        SigmaRule rule = RuleText.Rule("A=x");
        SigmaRule variant = PipelineText.Transform("- {type: add_condition, conditions: {B: 1}}", rule);
        (variant.Id, variant.Title, variant.Level, variant.Tags, variant.Location).ShouldBe((rule.Id, rule.Title, rule.Level, rule.Tags, rule.Location));
    }

    [Theory]
    [InlineData("{type: convert_type, target_type: num}", "A=x*", "rule.yml:7: pipeline 'p': the value 'x*' cannot be made a number")]
    [InlineData("{type: split_path, field: A, parent: P, name: N}", "A=/x/",
        "rule.yml:7: pipeline 'p': 'A' is not one field in these events, and only texts with wildcards can be looked for across two")]
    [InlineData("{type: replace_string, regex: '^(a+)+$', replacement: x}", "A=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
        "rule.yml:1: pipeline 'p': the regular expression '^(a+)+$' takes longer than 250 ms on one of its values")]
    public void Apply_ValueThatCannotBeHonoured_FailsTheVariant(string step, string items, string expected)
    {
        PipelineOutcome outcome = PipelineText.Apply($"transformations: [{step}]", RuleText.Rule(items));
        outcome.Variants.ShouldBeEmpty();
        outcome.Failure.ShouldNotBeNull().ToString().ShouldBe(expected);
    }

    [Fact]
    public void Apply_PlaceholdersThatMultiplyBeyondTheLimit_FailsTheVariant()
    {
        string many = string.Join(", ", Enumerable.Range(0, 1000));
        PipelineOutcome outcome = PipelineText.Apply($"vars: {{n: [{many}]}}\ntransformations: [{{type: value_placeholders}}]", RuleText.Rule("A=%n%%n%"));
        outcome.Failure.ShouldNotBeNull().Reason.ShouldBe("pipeline 'p': the placeholders of one value stand for more than 100000 texts");
    }
}
