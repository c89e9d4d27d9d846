using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Tests.Pipelines;

public sealed class PipelineConditionTests
{
    private const string Before = """
        - {id: first, type: set_state, key: k, val: 5, rule_conditions: [{type: logsource, product: windows}]}
        - {id: never, type: set_state, key: n, val: 5, rule_conditions: [{type: is_sigma_correlation_rule}]}
        - {type: set_custom_attribute, attribute: custom, value: 6}
        - {id: renamed, type: field_name_mapping, mapping: {R: S}}

        """;

    [Theory]
    [InlineData("{type: logsource, product: windows}", true)]
    [InlineData("{type: logsource, product: windows, category: process_creation}", true)]
    [InlineData("{type: logsource, product: linux, category: process_creation}", false)]
    [InlineData("{type: logsource, service: null}", true)]
    [InlineData("{type: logsource, category: null}", false)]
    [InlineData("{type: logsource, product: Windows}", false)]
    [InlineData("{type: contains_field, field: A}", true)]
    [InlineData("{type: contains_field, field: a}", false)]
    [InlineData("{type: contains_detection_item, field: A, value: 'x*'}", true)]
    [InlineData("{type: contains_detection_item, field: A, value: x}", false)]
    [InlineData("{type: contains_detection_item, field: N, value: '5'}", true)]
    [InlineData("{type: contains_detection_item, field: N, value: 6}", false)]
    [InlineData("{type: is_sigma_rule}", true)]
    [InlineData("{type: is_sigma_correlation_rule}", false)]
    [InlineData("{type: tag, tag: attack.T1059}", true)]
    [InlineData("{type: tag, tag: attack.t1060}", false)]
    [InlineData("{type: rule_attribute, attribute: level, value: medium, op: gte}", true)]
    [InlineData("{type: rule_attribute, attribute: level, value: high}", true)]
    [InlineData("{type: rule_attribute, attribute: level, value: high, op: gt}", false)]
    [InlineData("{type: rule_attribute, attribute: status, value: experimental, op: gt}", true)]
    [InlineData("{type: rule_attribute, attribute: status, value: stable, op: lt}", true)]
    [InlineData("{type: rule_attribute, attribute: title, value: A rule to try pipelines with}", true)]
    [InlineData("{type: rule_attribute, attribute: title, value: other, op: ne}", true)]
    [InlineData("{type: rule_attribute, attribute: id, value: other}", false)]
    [InlineData("{type: rule_attribute, attribute: tags, value: attack.execution, op: in}", true)]
    [InlineData("{type: rule_attribute, attribute: tags, value: attack.execution, op: not_in}", false)]
    [InlineData("{type: rule_attribute, attribute: custom, value: 7, op: lt}", true)]
    [InlineData("{type: rule_attribute, attribute: unset, value: 7, op: ne}", false)]
    [InlineData("{type: processing_item_applied, processing_item_id: first}", true)]
    [InlineData("{type: processing_item_applied, processing_item_id: never}", false)]
    [InlineData("{type: processing_state, key: k, val: 5}", true)]
    [InlineData("{type: processing_state, key: k, val: 5.0}", true)]
    [InlineData("{type: processing_state, key: k, val: '5'}", false)]
    [InlineData("{type: processing_state, key: k, val: 4, op: gt}", true)]
    [InlineData("{type: processing_state, key: k, val: 5, op: ne}", false)]
    [InlineData("{type: processing_state, key: unset, val: 5, op: ne}", false)]
    public void Apply_RuleCondition_DecidesAboutTheRule(string condition, bool applies) =>
        Suffixed($"rule_conditions: [{condition}]", "A=x* and N=#5").ShouldBe(applies ? "(A+=x* and N+=#5)" : "(A=x* and N=#5)");

    [Theory]
    [InlineData("{type: match_string, pattern: 'C:'}", @"A=C:\x|y and B=xC: and N=#5", @"(A+=C:\\x|y and B=xC: and N=#5)")]
    [InlineData("{type: match_string, pattern: 'C:', cond: all}", "A=C:|y and B=C:|C:x", "(A=C:|y and B+=C:|C:x)")]
    [InlineData("{type: match_string, pattern: 'C:', negate: true}", "A=C: and B=x", "(A=C: and B+=x)")]
    [InlineData(@"{type: match_string, pattern: '\*x\*$'}", "A=*x* and B=x", "(A+=*x* and B=x)")]
    [InlineData("{type: match_string, pattern: y}", "A=(x,y) and B=(x,z)", "(A+=(x,y) and B=(x,z))")]
    [InlineData("{type: match_value, value: 5}", "A=#5 and B=5 and C=#6", "(A+=#5 and B+=5 and C=#6)")]
    [InlineData("{type: is_null}", "A=null|x and B=x", "(A+=null|x and B=x)")]
    [InlineData("{type: is_null, cond: all}", "A=null|x and B=null", "(A=null|x and B+=null)")]
    [InlineData("{type: contains_wildcard}", @"A=x* and B=x\*", @"(A+=x* and B=x\*)")]
    [InlineData("{type: processing_item_applied, processing_item_id: renamed}", "R=x and S=y", "(S+=x and S=y)")]
    [InlineData("{type: processing_state, key: k, val: 5}", "A=x", "A+=x")]
    [InlineData("{type: processing_state, key: k, val: 6}", "A=x", "A=x")]
    public void Apply_DetectionItemCondition_DecidesAboutTheItem(string condition, string before, string after) =>
        Suffixed($"detection_item_conditions: [{condition}]", before).ShouldBe(after);

    [Theory]
    [InlineData("{type: include_fields, fields: [A, B]}", "A=x and C=y", "(A+=x and C=y)")]
    [InlineData("{type: include_fields, fields: A}", "C=->A", "C=->A+")]
    [InlineData("{type: exclude_fields, fields: [A]}", "A=x and C=y and =k", "(A=x and C+=y and =k)")]
    [InlineData("{type: include_fields, mode: re, fields: ['A|B', 'x.*z$']}", "Ab=1 and cA=2 and xyz=3", "(Ab+=1 and cA=2 and xyz+=3)")]
    [InlineData("{type: exclude_fields, mode: re, fields: ['A']}", "Ab=1 and cA=2", "(Ab=1 and cA+=2)")]
    [InlineData("{type: processing_item_applied, processing_item_id: renamed}", "R=x and D=->S and E=->F", "(S+=x and D=->S+ and E=->F)")]
    [InlineData("{type: processing_state, key: k, val: 5}", "A=x", "A+=x")]
    public void Apply_FieldNameCondition_DecidesAboutTheField(string condition, string before, string after) =>
        Suffixed($"field_name_conditions: [{condition}]", before).ShouldBe(after);

    [Theory]
    [InlineData("rule_conditions: [{type: is_sigma_rule}, {type: tag, tag: no}]", false)]
    [InlineData("rule_conditions: [{type: is_sigma_rule}, {type: tag, tag: no}], rule_cond_op: or", true)]
    [InlineData("rule_conditions: [{type: is_sigma_rule}, {type: tag, tag: no}], rule_cond_op: and, rule_cond_not: true", true)]
    [InlineData("rule_conditions: [], rule_cond_not: true", true)]
    [InlineData("rule_conditions: {a: {type: is_sigma_rule}, b: {type: tag, tag: no}}", false)]
    [InlineData("rule_conditions: {a: {type: is_sigma_rule}, b: {type: tag, tag: no}}, rule_cond_expr: a and not b", true)]
    [InlineData("rule_conditions: {a: {type: is_sigma_rule}, b: {type: tag, tag: no}}, rule_cond_expr: b and b or a", true)]
    [InlineData("rule_conditions: {a: {type: is_sigma_rule}, b: {type: tag, tag: no}}, rule_cond_expr: b and (b or a)", false)]
    [InlineData("rule_conditions: {a-1: {type: is_sigma_rule}}, rule_cond_expr: not not a-1, rule_cond_not: true", false)]
    [InlineData("detection_item_conditions: [{type: is_null}, {type: match_string, pattern: x}], detection_item_cond_op: or", true)]
    [InlineData("detection_item_conditions: [{type: match_string, pattern: x}], detection_item_cond_not: true", false)]
    [InlineData("detection_item_conditions: {a: {type: is_null}}, detection_item_cond_expr: not a", true)]
    [InlineData("field_name_conditions: [{type: include_fields, fields: A}], field_name_cond_not: true", false)]
    [InlineData("field_name_conditions: {a: {type: include_fields, fields: A}, b: {type: include_fields, fields: B}}, field_name_cond_expr: b or a", true)]
    [InlineData("field_name_conditions: [{type: include_fields, fields: A}], detection_item_conditions: [{type: is_null}]", false)]
    public void Apply_CombinedConditions_AreJoinedAsAsked(string conditions, bool applies) =>
        Suffixed(conditions, "A=x").ShouldBe(applies ? "A+=x" : "A=x");

    private static string Suffixed(string conditions, string items)
    {
        SigmaRule variant = PipelineText.Transform($"{Before}- {{type: field_name_suffix, suffix: +, {conditions}}}", RuleText.Rule(items));
        return RuleText.Of(variant, "s");
    }
}
