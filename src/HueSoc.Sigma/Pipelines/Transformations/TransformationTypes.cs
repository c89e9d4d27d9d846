using System.Collections.Frozen;
using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary>Every transformation type there is.</summary>
internal static class TransformationTypes
{
    private static readonly FrozenDictionary<string, Func<Parameters, ITransformation>> Types =
        new Dictionary<string, Func<Parameters, ITransformation>>(StringComparer.Ordinal)
        {
            ["field_name_mapping"] = FieldNameMapping.Read,
            ["field_name_prefix_mapping"] = FieldNamePrefixMapping.Read,
            ["field_name_prefix"] = p => new FieldNameAffix(p.Text("prefix"), suffix: string.Empty),
            ["field_name_suffix"] = p => new FieldNameAffix(prefix: string.Empty, p.Text("suffix")),
            ["drop_detection_item"] = _ => new DropDetectionItem(),
            ["add_condition"] = AddCondition.Read,
            ["change_logsource"] = ChangeLogSourceTransformation.Read,
            ["replace_string"] = ReplaceString.Read,
            ["map_string"] = MapString.Read,
            ["set_value"] = SetValue.Read,
            ["convert_type"] = ConvertType.Read,
            ["number_format"] = NumberFormat.Read,
            ["case"] = ChangeCase.Read,
            ["value_placeholders"] = ValuePlaceholders.Read,
            ["wildcard_placeholders"] = WildcardPlaceholders.Read,
            ["set_state"] = SetState.Read,
            ["set_custom_attribute"] = SetCustomAttribute.Read,
            ["rule_failure"] = RuleFailure.Read,
            ["detection_item_failure"] = DetectionItemFailure.Read,
            ["nest"] = Nest.Read,
            ["split_path"] = SplitPath.Read,

            // The list of fields to show is the output's concern in other back ends; matching does not look at it.
            ["add_field"] = p => NoEffect.Read(p, "field"),
            ["remove_field"] = p => NoEffect.Read(p, "field"),
            ["set_field"] = p => NoEffect.Read(p, "fields"),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>How to read a type, or null when there is none of that name.</summary>
    public static Func<Parameters, ITransformation>? Find(string type) => Types.GetValueOrDefault(type);
}
