namespace HueSoc.Sigma.Tests.Model;

/// <summary>A scalar of an event.</summary>
/// <param name="Text">A string decoded, a number as written, <c>true</c>, <c>false</c>; null for JSON null.</param>
internal sealed record NaiveValue(string? Text)
{
    private int[]? folded;
    private int[]? exact;

    /// <summary>The code points of the text.</summary>
    public ReadOnlySpan<int> CodePoints(bool cased) => cased
        ? exact ??= NaiveText.CodePoints(Text!, cased: true)
        : folded ??= NaiveText.CodePoints(Text!, cased: false);
}
