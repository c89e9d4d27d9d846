namespace HueSoc.EndToEnd.Tests.Shippers;

/// <summary><see cref="NeedsFactAttribute"/> for a test with several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsTheoryAttribute : TheoryAttribute
{
    /// <param name="needs">Commands, and files as a path that may hold one <c>*</c> for a folder.</param>
    public NeedsTheoryAttribute(params string[] needs) => Skip = Programs.Missing(needs);
}
