namespace HueSoc.Sigma.Pipelines.Conditions;

/// <summary>Every condition type there is.</summary>
internal static class ConditionTypes
{
    /// <summary>Conditions on a whole rule.</summary>
    public static ConditionRegistry<RuleDraft> OfRules { get; } = new("rule condition", new(StringComparer.Ordinal)
    {
        ["logsource"] = LogSourceCondition.Read,
        ["contains_detection_item"] = ContainsDetectionItemCondition.Read,
        ["contains_field"] = ContainsFieldCondition.Read,
        ["processing_item_applied"] = ItemAppliedCondition.ReadForRule,
        ["processing_state"] = StateCondition.ReadForRule,
        ["is_sigma_rule"] = _ => new ConstantCondition(true),
        ["is_sigma_correlation_rule"] = _ => new ConstantCondition(false),
        ["rule_attribute"] = RuleAttributeCondition.Read,
        ["tag"] = TagCondition.Read,
    });

    /// <summary>Conditions on a detection item.</summary>
    public static ConditionRegistry<ItemSubject> OfItems { get; } = new("detection item condition", new(StringComparer.Ordinal)
    {
        ["match_string"] = ItemValuesCondition.ReadMatchString,
        ["match_value"] = ItemValuesCondition.ReadMatchValue,
        ["is_null"] = ItemValuesCondition.ReadIsNull,
        ["contains_wildcard"] = ItemValuesCondition.ReadContainsWildcard,
        ["processing_item_applied"] = ItemAppliedCondition.ReadForItem,
        ["processing_state"] = StateCondition.ReadForItem,
    });

    /// <summary>Conditions on a field name.</summary>
    public static ConditionRegistry<FieldSubject> OfFields { get; } = new("field name condition", new(StringComparer.Ordinal)
    {
        ["include_fields"] = p => FieldNamesCondition.Read(p, expected: true),
        ["exclude_fields"] = p => FieldNamesCondition.Read(p, expected: false),
        ["processing_item_applied"] = ItemAppliedCondition.ReadForField,
        ["processing_state"] = StateCondition.ReadForField,
    });
}
