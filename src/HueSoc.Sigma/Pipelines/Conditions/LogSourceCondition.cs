using HueSoc.Sigma.Pipelines.Reading;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Pipelines.Conditions;

/// <summary>
/// Looks at the log source. A part that is not given may be anything; a part given as <c>null</c> (an extension of this
/// house) must not be there.
/// </summary>
internal sealed class LogSourceCondition : IPipelineCondition<RuleDraft>
{
    private readonly Part category, product, service;

    private LogSourceCondition(Part category, Part product, Part service) =>
        (this.category, this.product, this.service) = (category, product, service);

    /// <summary>Reads the condition.</summary>
    public static LogSourceCondition Read(Parameters parameters)
    {
        LogSourceCondition condition = new(Part.Read(parameters, "category"), Part.Read(parameters, "product"), Part.Read(parameters, "service"));
        if (!condition.category.Given && !condition.product.Given && !condition.service.Given)
            parameters.Report("logsource needs 'category', 'product' or 'service'");
        return condition;
    }

    /// <inheritdoc/>
    public bool Holds(RuleDraft subject) => Matches(subject.LogSource);

    /// <summary>Whether a log source is meant.</summary>
    public bool Matches(LogSource source) =>
        category.Matches(source.Category) && service.Matches(source.Service) && product.Matches(source.Product);

    private readonly record struct Part(bool Given, string? Value)
    {
        public static Part Read(Parameters parameters, string key) => new(parameters.Has(key), parameters.TextOrNull(key));

        public bool Matches(string? value) => !Given || string.Equals(value, Value, StringComparison.Ordinal);
    }
}
