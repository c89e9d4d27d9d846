namespace HueSoc.Sigma.Tests.Matching;

/// <summary>Layouts for tests: fields as they stand in the event.</summary>
internal static class TestLayouts
{
    /// <summary>Every event is a Windows event and spells its fields as rules do.</summary>
    public static EventLayout Flat { get; } = new() { Name = "flat", Product = "windows", Paths = field => [field] };
}
