using System.Globalization;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Storage.Control;

/// <summary>A WHERE clause in the making: only what is asked for is tested.</summary>
internal sealed class SqlFilter
{
    private readonly List<string> tests = [];
    private readonly List<object?> values = [];

    /// <summary>The clause; empty when everything is wanted.</summary>
    public string Text => tests.Count == 0 ? string.Empty : $"WHERE {string.Join(" AND ", tests)}";

    /// <summary>The values of its parameters.</summary>
    public ReadOnlySpan<object?> Values => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values);

    /// <summary>Adds a test, unless its value is null.</summary>
    /// <param name="test">The test, with <c>{0}</c> where the value stands.</param>
    /// <param name="value">The value.</param>
    public void Add(string test, object? value)
    {
        if (value is null)
            return;
        values.Add(value);
        tests.Add($"({string.Format(CultureInfo.InvariantCulture, test, $"${values.Count}")})");
    }

    /// <summary>Keeps to what a scope may see.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="column">The column with the agency's code.</param>
    public void Within(AgencyScope scope, string column)
    {
        if (scope.IsCity)
            return;
        List<string> names = [];
        foreach (string code in scope.Codes)
        {
            values.Add(code);
            names.Add($"${values.Count}");
        }

        tests.Add($"{column} IN ({string.Join(", ", names)})");
    }
}
