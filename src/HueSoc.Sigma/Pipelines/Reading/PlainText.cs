using System.Collections.Immutable;
using System.Text;
using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Pipelines.Reading;

/// <summary>
/// The form of a value that the regular expressions of pipelines work on: wildcards are <c>*</c> and <c>?</c>, placeholders
/// <c>%name%</c>, and a backslash is a backslash. Literal asterisks and question marks are kept apart from wildcards by two
/// code points that are never characters, so that a text comes back from a replacement as it went in.
/// </summary>
internal static class PlainText
{
    private const char LiteralStar = '\uFDD0';
    private const char LiteralQuestion = '\uFDD1';

    /// <summary>The text of a value to work on.</summary>
    public static string Write(SigmaString value)
    {
        if (value.Literal is { } literal && !literal.AsSpan().ContainsAny('*', '?'))
            return literal;
        StringBuilder text = new();
        foreach (SigmaStringPart part in value.Parts)
        {
            _ = part.Kind switch
            {
                SigmaStringPartKind.AnyRun => text.Append('*'),
                SigmaStringPartKind.AnyOne => text.Append('?'),
                SigmaStringPartKind.Placeholder => text.Append('%').Append(part.Text).Append('%'),
                _ => text.Append(part.Text.Replace('*', LiteralStar).Replace('?', LiteralQuestion)),
            };
        }

        return text.ToString();
    }

    /// <summary>The text of a value to look at: literal asterisks and question marks with a backslash before them.</summary>
    public static string Show(SigmaString value) =>
        Write(value).Replace($"{LiteralStar}", "\\*", StringComparison.Ordinal).Replace($"{LiteralQuestion}", "\\?", StringComparison.Ordinal);

    /// <summary>The value of a text that was worked on.</summary>
    /// <param name="text">The text.</param>
    /// <param name="original">The value it came from: only placeholders that were there before are placeholders.</param>
    public static SigmaString Read(string text, SigmaString original)
    {
        ImmutableArray<SigmaStringPart>.Builder parts = ImmutableArray.CreateBuilder<SigmaStringPart>();
        StringBuilder literal = new();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is '*' or '?')
            {
                Flush();
                parts.Add(new(text[i] == '*' ? SigmaStringPartKind.AnyRun : SigmaStringPartKind.AnyOne, string.Empty));
            }
            else if (text[i] == '%' && Placeholder(i) is { } name)
            {
                Flush();
                parts.Add(new(SigmaStringPartKind.Placeholder, name));
                i += name.Length + 1;
            }
            else
            {
                literal.Append(text[i] switch { LiteralStar => '*', LiteralQuestion => '?', char other => other });
            }
        }

        Flush();
        return new(parts);

        void Flush()
        {
            parts.Add(new(SigmaStringPartKind.Literal, literal.ToString()));
            literal.Clear();
        }

        string? Placeholder(int at)
        {
            foreach (SigmaStringPart part in original.Parts)
            {
                if (part.Kind == SigmaStringPartKind.Placeholder && text.AsSpan(at + 1).StartsWith($"{part.Text}%", StringComparison.Ordinal))
                    return part.Text;
            }

            return null;
        }
    }

    /// <summary>A wildcard character as a literal one, for replacements.</summary>
    public static char Literal(char c) => c switch { '*' => LiteralStar, '?' => LiteralQuestion, _ => c };
}
