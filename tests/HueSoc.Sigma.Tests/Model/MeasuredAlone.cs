namespace HueSoc.Sigma.Tests.Model;

/// <summary>Tests that look at the memory of the whole process run while no others do.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredAlone
{
    /// <summary>The collection's name.</summary>
    public const string Name = "measured alone";
}
