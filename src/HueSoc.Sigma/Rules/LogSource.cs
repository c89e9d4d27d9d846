namespace HueSoc.Sigma.Rules;

/// <summary>The log data a rule is meant for (Sigma rules specification, "LogSource").</summary>
/// <param name="Category">A logical group such as <c>process_creation</c>.</param>
/// <param name="Product">A product such as <c>windows</c>.</param>
/// <param name="Service">A log of a product such as <c>security</c>.</param>
public sealed record LogSource(string? Category, string? Product, string? Service)
{
    /// <summary>Whether the rule names nothing but a product.</summary>
    public bool IsProductAlone => Product is not null && Category is null && Service is null;

    /// <summary>The parts that are there, as in <c>product=windows category=process_creation</c>.</summary>
    public override string ToString()
    {
        List<string> parts = [];
        if (Product is not null) parts.Add($"product={Product}");
        if (Category is not null) parts.Add($"category={Category}");
        if (Service is not null) parts.Add($"service={Service}");
        return string.Join(' ', parts);
    }
}
