using System.Globalization;
using System.Text;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Detection;

/// <summary>The conditions of a WHERE, with their values. The scope goes in first: a list without one cannot be made.</summary>
internal sealed class SqlConditions
{
    private readonly StringBuilder text = new();
    private readonly List<object?> values = [];

    /// <summary>Begins with whose rows may be seen.</summary>
    /// <param name="scope">Whose.</param>
    /// <param name="column">The column of the agency's code.</param>
    public SqlConditions(AgencyScope scope, string column)
    {
        text.Append('1');
        if (!scope.IsCity)
            AnyOf(column, scope.Codes);
    }

    /// <summary>The conditions.</summary>
    public string Text => text.ToString();

    /// <summary>The values of <c>$1</c>, <c>$2</c>, ….</summary>
    public object?[] Values => [.. values];

    /// <summary>Adds a condition.</summary>
    /// <param name="condition">The condition, with <c>?</c> for the value.</param>
    /// <param name="value">The value; null for a condition that does not apply.</param>
    public SqlConditions And(string condition, object? value)
    {
        if (value is not null)
            text.Append(" AND (").Append(condition.Replace("?", Name(value), StringComparison.Ordinal)).Append(')');
        return this;
    }

    /// <summary>Adds a condition without a value.</summary>
    public SqlConditions And(string condition)
    {
        text.Append(" AND (").Append(condition).Append(')');
        return this;
    }

    /// <summary>Adds that a column has one of some values; nothing when there are none.</summary>
    public SqlConditions AnyOf<T>(string column, IReadOnlyCollection<T> choices)
    {
        if (choices.Count > 0)
            text.Append(" AND ").Append(column).Append(" IN (").AppendJoin(", ", choices.Select(choice => Name(choice))).Append(')');
        return this;
    }

    private string Name(object? value)
    {
        values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"${values.Count}");
    }
}
