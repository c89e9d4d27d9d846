using System.Text;
using System.Text.RegularExpressions;

namespace HueSoc.Sigma.Pipelines.Reading;

/// <summary>
/// What a match is replaced by, as Python's <c>re.sub</c> writes it: <c>\1</c>, <c>\g&lt;name&gt;</c> are groups, <c>\\</c> is a
/// backslash. <c>*</c> and <c>?</c> become wildcards, <c>\*</c> and <c>\?</c> the characters themselves.
/// </summary>
internal sealed class ReplacementTemplate
{
    private readonly List<(string Text, bool IsGroup)> parts = [];

    private ReplacementTemplate()
    {
    }

    /// <summary>Reads a template.</summary>
    /// <param name="written">The template as written.</param>
    /// <param name="regex">The expression whose groups it names.</param>
    /// <param name="fault">What is wrong; null when nothing is.</param>
    public static ReplacementTemplate Read(string written, PipelineRegex regex, out string? fault)
    {
        ReplacementTemplate template = new();
        StringBuilder literal = new();
        fault = null;
        for (int i = 0; i < written.Length; i++)
        {
            if (written[i] != '\\' || i + 1 == written.Length)
            {
                literal.Append(written[i]);
                continue;
            }

            char next = written[++i];
            string? group = next switch
            {
                >= '1' and <= '9' => i + 1 < written.Length && char.IsAsciiDigit(written[i + 1]) ? written[i..(i + 2)] : written[i..(i + 1)],
                'g' when written.IndexOf('>', i) is int end && end > i + 2 && written[i + 1] == '<' => written[(i + 2)..end],
                _ => null,
            };
            if (group is null)
            {
                _ = next switch
                {
                    '\\' => literal.Append('\\'),
                    'n' => literal.Append('\n'),
                    'r' => literal.Append('\r'),
                    't' => literal.Append('\t'),
                    '*' or '?' => literal.Append(PlainText.Literal(next)),
                    _ => literal.Append('\\').Append(next),
                };
                continue;
            }

            i += next == 'g' ? group.Length + 2 : group.Length - 1;
            template.parts.Add((literal.ToString(), IsGroup: false));
            literal.Clear();
            template.parts.Add((group, IsGroup: true));
            if (!regex.HasGroup(group))
                fault ??= $"refers to the group '{group}', which the expression does not have";
        }

        template.parts.Add((literal.ToString(), IsGroup: false));
        return template;
    }

    /// <summary>The replacement of a match.</summary>
    public string Expand(Match match) => string.Concat(parts.Select(p => p.IsGroup ? match.Groups[p.Text].Value : p.Text));
}
