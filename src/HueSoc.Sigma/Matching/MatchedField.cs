namespace HueSoc.Sigma.Matching;

/// <summary>A field that contributed to a match.</summary>
/// <param name="Field">The field as the rule names it; for a keyword the path of the field it was found in.</param>
/// <param name="Value">The field's value as text; of an array the element that matched.</param>
public readonly record struct MatchedField(string Field, string Value);
