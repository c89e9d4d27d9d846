using System.Globalization;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Conditions;

/// <summary>Compares a state that <c>set_state</c> has set. A state that was not set meets no condition.</summary>
internal sealed class StateCondition(string key, SigmaValue value, Relation relation)
    : IPipelineCondition<RuleDraft>, IPipelineCondition<ItemSubject>, IPipelineCondition<FieldSubject>
{
    /// <summary>Reads the condition on a rule.</summary>
    public static IPipelineCondition<RuleDraft> ReadForRule(Parameters parameters) => Read(parameters);

    /// <summary>Reads the condition on a detection item.</summary>
    public static IPipelineCondition<ItemSubject> ReadForItem(Parameters parameters) => Read(parameters);

    /// <summary>Reads the condition on a field name.</summary>
    public static IPipelineCondition<FieldSubject> ReadForField(Parameters parameters) => Read(parameters);

    /// <inheritdoc/>
    public bool Holds(RuleDraft subject) => subject.State(key) is { } state && Compare(state);

    /// <inheritdoc/>
    public bool Holds(ItemSubject subject) => Holds(subject.Draft);

    /// <inheritdoc/>
    public bool Holds(FieldSubject subject) => Holds(subject.Draft);

    private static StateCondition Read(Parameters parameters) =>
        new(parameters.Text("key"), parameters.Scalar("val"), Relations.Read(parameters, lists: false));

    private bool Compare(SigmaValue state)
    {
        if (state is NumberValue left && value is NumberValue right)
            return relation.Accepts(Number(left).CompareTo(Number(right)));
        if (state.GetType() != value.GetType())
            return relation == Relation.NotEqual;
        return relation.Accepts(string.CompareOrdinal(ScalarValues.Text(state), ScalarValues.Text(value)));

        static double Number(NumberValue number) => double.Parse(number.Text, CultureInfo.InvariantCulture);
    }
}
