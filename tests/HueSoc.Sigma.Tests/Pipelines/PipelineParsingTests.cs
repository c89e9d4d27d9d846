using HueSoc.Sigma.Pipelines;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Tests.Pipelines;

public sealed class PipelineParsingTests
{
    [Theory]
    [InlineData("", "d/p.yml: there is no pipeline in it")]
    [InlineData("[a]", "d/p.yml:1: a pipeline is a map, not a list")]
    [InlineData("name: a\n---\nname: b", "d/p.yml:3: a pipeline file holds one document")]
    [InlineData("name: [a]", "d/p.yml:1: 'name' of a pipeline must be a text, not a list")]
    [InlineData("name: a\npriority: high", "d/p.yml:2: 'priority' must be a number")]
    [InlineData("vars: [a]", "d/p.yml:1: 'vars' of a pipeline must be a map with at least one entry")]
    [InlineData("vars:\n  a: [{b: c}]", "d/p.yml:2: 'vars' of a pipeline must hold texts, not a map")]
    [InlineData("after: []", "d/p.yml:1: 'after' of a pipeline must not be empty")]
    [InlineData("transformations: 5", "d/p.yml:1: 'transformations' must be a list")]
    [InlineData("transformations:\n  - x", "d/p.yml:2: a transformation is a map, not a single value")]
    [InlineData("transformations:\n  - id: x", "d/p.yml:2: a transformation needs 'type'")]
    [InlineData("transformations:\n  - type: zap", "d/p.yml:2: unknown transformation type 'zap'")]
    [InlineData("transformations:\n  - type: field_name_mapping", "d/p.yml:2: field_name_mapping needs 'mapping'")]
    [InlineData("transformations:\n  - {type: field_name_mapping, mapping: {}}", "d/p.yml:2: 'mapping' of field_name_mapping must be a map with at least one entry")]
    [InlineData("transformations:\n  - {type: field_name_mapping, mapping: {a: []}}", "d/p.yml:2: 'a' in 'mapping' of field_name_mapping leads nowhere")]
    [InlineData("transformations:\n  - {type: field_name_mapping, mapping: {a: null}}", "d/p.yml:2: 'mapping' of field_name_mapping must hold texts, not nothing")]
    [InlineData("transformations:\n  - {type: drop_detection_item, fields: [a]}", "d/p.yml:2: 'fields' is not a parameter of drop_detection_item")]
    [InlineData("transformations:\n  - {type: replace_string, regex: '(', replacement: x}",
        "d/p.yml:2: '(' is not a valid regular expression: Invalid pattern '(' at offset 1. Not enough )'s.")]
    [InlineData("transformations:\n  - {type: replace_string, regex: a, replacement: '\\1'}",
        "d/p.yml:2: 'replacement' of replace_string refers to the group '1', which the expression does not have")]
    [InlineData("transformations:\n  - {type: replace_string, regex: a, replacement: b, skip_special: yes please}",
        "d/p.yml:2: 'skip_special' of replace_string must be true or false")]
    [InlineData("transformations:\n  - {type: convert_type, target_type: list}", "d/p.yml:2: 'target_type' of convert_type must be one of str, num")]
    [InlineData("transformations:\n  - {type: convert_type}", "d/p.yml:2: convert_type needs 'target_type'")]
    [InlineData("transformations:\n  - {type: number_format}", "d/p.yml:2: number_format needs 'to'")]
    [InlineData("transformations:\n  - {type: number_format, to: octal}", "d/p.yml:2: 'to' of number_format must be one of decimal, hexadecimal")]
    [InlineData("transformations:\n  - {type: number_format, to: decimal, pattern: x}", "d/p.yml:2: 'pattern' of number_format needs a group around the number")]
    [InlineData("transformations:\n  - {type: case, method: snake_case}", "d/p.yml:2: 'method' of case must be one of lower, upper")]
    [InlineData("transformations:\n  - {type: set_value, value: x, force_type: num}", "d/p.yml:2: 'x' is not a number")]
    [InlineData("transformations:\n  - {type: change_logsource}", "d/p.yml:2: change_logsource needs 'category', 'product' or 'service'")]
    [InlineData("transformations:\n  - {type: add_condition, conditions: []}", "d/p.yml:2: add_condition needs 'conditions' as a map with at least one field")]
    [InlineData("transformations:\n  - {type: add_condition, conditions: {a|contained: x}}", "d/p.yml:2: the modifier 'contained' is not known")]
    [InlineData("transformations:\n  - type: add_condition\n    conditions:\n      a: [{b: c}]", "d/p.yml:4: a value must be a single value, not a map")]
    [InlineData("transformations:\n  - {type: add_condition, conditions: {a: []}}", "d/p.yml:2: 'a' has no values")]
    [InlineData("transformations:\n  - {type: value_placeholders, include: [a], exclude: [b]}", "d/p.yml:2: 'include' and 'exclude' exclude each other")]
    [InlineData("transformations:\n  - {type: set_state, key: a, val: [b]}", "d/p.yml:2: 'val' of set_state must be a single value, not a list")]
    [InlineData("transformations:\n  - {type: nest, items: {}}", "d/p.yml:2: 'items' must be a list")]
    [InlineData("transformations:\n  - type: nest\n    items:\n      - type: zap", "d/p.yml:4: unknown transformation type 'zap'")]
    public void Parse_Fault_IsRefusedWithPathLineAndReason(string yaml, string expected) => Problems(yaml).ShouldBe([expected]);

    [Theory]
    [InlineData("rule_conditions: 5", "'rule_conditions' must be a list, or a map with names")]
    [InlineData("rule_conditions: [x]", "a rule condition is a map, not a single value")]
    [InlineData("rule_conditions: [{product: x}]", "a rule condition needs 'type'")]
    [InlineData("rule_conditions: [{type: zap}]", "unknown rule condition type 'zap'")]
    [InlineData("detection_item_conditions: [{type: logsource}]", "unknown detection item condition type 'logsource'")]
    [InlineData("field_name_conditions: [{type: is_null}]", "unknown field name condition type 'is_null'")]
    [InlineData("rule_conditions: [{type: logsource}]", "logsource needs 'category', 'product' or 'service'")]
    [InlineData("rule_conditions: [{type: logsource, product: a, kind: b}]", "'kind' is not a parameter of logsource")]
    [InlineData("rule_conditions: [{type: rule_attribute, attribute: author, value: x}]", "the attribute 'author' of rules is not available here")]
    [InlineData("rule_conditions: [{type: rule_attribute, attribute: level, value: awful}]",
        "'awful' is not a level: informational, low, medium, high, critical")]
    [InlineData("rule_conditions: [{type: rule_attribute, attribute: status, value: odd}]",
        "'odd' is not a status: unsupported, deprecated, experimental, test, stable")]
    [InlineData("rule_conditions: [{type: rule_attribute, attribute: title, value: x, op: gt}]", "the attribute 'title' can only be compared with eq and ne")]
    [InlineData("rule_conditions: [{type: processing_state, key: a, val: b, op: in}]", "'op' of processing_state must be one of eq, ne, gte, gt, lte, lt")]
    [InlineData("detection_item_conditions: [{type: match_string, pattern: '['}]",
        "'[' is not a valid regular expression: Invalid pattern '[' at offset 1. Unterminated [] set.")]
    [InlineData("detection_item_conditions: [{type: is_null, cond: some}]", "'cond' of is_null must be one of any, all")]
    [InlineData("field_name_conditions: [{type: include_fields, fields: []}]", "'fields' of include_fields must not be empty")]
    [InlineData("field_name_conditions: [{type: include_fields, fields: [a], mode: glob}]", "'mode' of include_fields must be one of plain, re")]
    [InlineData("rule_cond_op: xor", "'rule_cond_op' of drop_detection_item must be one of and, or")]
    [InlineData("rule_conditions: [{type: is_sigma_rule}], rule_cond_expr: a", "'rule_cond_expr' needs 'rule_conditions' as a map with names")]
    [InlineData("rule_conditions: {a: {type: is_sigma_rule}}, rule_cond_expr: a, rule_cond_op: or", "'rule_cond_expr' and 'rule_cond_op' exclude each other")]
    [InlineData("rule_conditions: {a: {type: is_sigma_rule}}, rule_cond_expr: a and b", "'rule_cond_expr' names 'b', which is no condition of this item")]
    [InlineData("rule_conditions: {a: {type: is_sigma_rule}}, rule_cond_expr: (a", "'rule_cond_expr' a ')' is missing")]
    [InlineData("rule_conditions: {a: {type: is_sigma_rule}}, rule_cond_expr: a a", "'rule_cond_expr' 'a' was not expected")]
    [InlineData("rule_conditions: {a: {type: is_sigma_rule}}, rule_cond_expr: a and", "'rule_cond_expr' ends where a condition was expected")]
    [InlineData("rule_conditions: {a: {type: is_sigma_rule}, b: {type: is_sigma_rule}}, rule_cond_expr: a", "'rule_cond_expr' does not use the condition 'b'")]
    public void Parse_FaultInConditions_IsRefusedWithPathLineAndReason(string conditions, string expected) =>
        Problems($"transformations:\n  - {{type: drop_detection_item, {conditions}}}").ShouldBe([$"d/p.yml:2: {expected}"]);

    [Fact]
    public void Parse_SeveralFaults_ReportsEach() =>
        Problems("priority: x\ntransformations:\n  - type: zap\n  - type: add_condition\n  - type: set_state\n    rule_conditions:\n      - type: zip").ShouldBe(
        [
            "d/p.yml:1: 'priority' must be a number",
            "d/p.yml:3: unknown transformation type 'zap'",
            "d/p.yml:4: add_condition needs 'conditions' as a map with at least one field",
            "d/p.yml:7: unknown rule condition type 'zip'",
            "d/p.yml:5: set_state needs 'key'",
            "d/p.yml:5: set_state needs 'val'",
        ]);

    [Fact]
    public void Parse_ExpressionNestedWithoutEnd_IsRefused() =>
        Problems($"transformations:\n  - {{type: drop_detection_item, rule_conditions: {{a: {{type: is_sigma_rule}}}}, rule_cond_expr: {new string('(', 100_000)}a}}")
            .ShouldBe(["d/p.yml:2: 'rule_cond_expr' is nested deeper than 32 levels"]);

    [Fact]
    public void Parse_DamagedYaml_IsRefused() => Problems("a: [").ShouldHaveSingleItem().ShouldStartWith("d/p.yml:");

    [Fact]
    public void Parse_WhatShapesQueriesOnly_HasNoEffect()
    {
        SigmaRule rule = RuleText.Rule("A=x");
        PipelineText.Apply("""
            name: other back ends
            priority: 20
            allowed_backends: [splunk]
            postprocessing: [{type: embed, prefix: "["}]
            finalizers: [{type: concat}]
            """, rule).Variants.ShouldBe([rule]);
    }

    [Fact]
    public void Parse_WithoutName_IsCalledLikeTheFile() => PipelineText.Parse("transformations: []", "some/where/mine.yml").Name.ShouldBe("mine");

    private static List<string> Problems(string yaml)
    {
        List<RuleProblem> problems = [];
        ProcessingPipeline.Parse("d/p.yml", yaml, problems).ShouldBeNull();
        return [.. problems.Select(p => p.ToString())];
    }
}
