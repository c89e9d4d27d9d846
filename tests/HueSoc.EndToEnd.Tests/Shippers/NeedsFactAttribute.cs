namespace HueSoc.EndToEnd.Tests.Shippers;

/// <summary>A test that needs programs which may not be installed: without them it is skipped, and says what is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsFactAttribute : FactAttribute
{
    /// <param name="needs">Commands, and files as a path that may hold one <c>*</c> for a folder.</param>
    public NeedsFactAttribute(params string[] needs) => Skip = Programs.Missing(needs);
}
