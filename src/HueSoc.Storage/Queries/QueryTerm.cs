using System.Text;
using HueSoc.Storage.Text;

namespace HueSoc.Storage.Queries;

/// <summary>A word, value or bound as it stands in a query, its escapes resolved.</summary>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="Literal">What it says when wildcards are characters like others.</param>
/// <param name="Pattern">What it says as a pattern: wildcards bare, the characters themselves behind a backslash.</param>
/// <param name="Wildcards">How many wildcards it has.</param>
/// <param name="IsQuoted">Whether it stood in quotes.</param>
internal readonly record struct QueryTerm(int Start, string Literal, string Pattern, int Wildcards, bool IsQuoted)
{
    /// <summary>Whether it is a pattern.</summary>
    public bool IsPattern => Wildcards > 0;

    /// <summary>Whether it stands for any text at all.</summary>
    public bool IsAnything => IsPattern && Pattern.AsSpan().Trim('*').IsEmpty;

    /// <summary>Whether it is a bare word, whatever its case.</summary>
    public bool Is(string word) => !IsQuoted && !IsPattern && Literal.Length == Pattern.Length && string.Equals(Literal, word, StringComparison.OrdinalIgnoreCase);

    /// <summary>The pattern in the form in which text is compared; runs of <c>*</c> are one.</summary>
    public string ComparedPattern()
    {
        StringBuilder compared = new(Pattern.Length);
        bool isEscaped = false;
        foreach (char unit in TextForm.Of(Pattern))
        {
            bool isStar = unit == '*' && !isEscaped;
            isEscaped = unit == '\\' && !isEscaped;
            if (!isStar || compared.Length == 0 || compared[^1] != '*' || IsEscapedEnd(compared))
                compared.Append(unit);
        }

        return compared.ToString();
    }

    private static bool IsEscapedEnd(StringBuilder text)
    {
        int backslashes = 0;
        while (backslashes + 2 <= text.Length && text[text.Length - 2 - backslashes] == '\\')
            backslashes++;
        return backslashes % 2 == 1;
    }
}
