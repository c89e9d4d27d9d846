using System.Collections.Immutable;
using System.Text;

namespace HueSoc.Sigma.Detections;

/// <summary>What a part of a <see cref="SigmaString"/> stands for.</summary>
#pragma warning disable MA0048 // The part and the string it makes up are one thing.
public enum SigmaStringPartKind
{
    /// <summary>These characters.</summary>
    Literal,

    /// <summary><c>*</c>: any number of characters, newlines included.</summary>
    AnyRun,

    /// <summary><c>?</c>: exactly one character (a Unicode scalar value).</summary>
    AnyOne,

    /// <summary><c>%name%</c> under the <c>expand</c> modifier, to be replaced by a pipeline.</summary>
    Placeholder,
}

/// <summary>A part of a <see cref="SigmaString"/>.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Text">The characters of a literal, the name of a placeholder, else empty.</param>
public readonly record struct SigmaStringPart(SigmaStringPartKind Kind, string Text);

/// <summary>A text with wildcards, unescaped. Neighbouring literals are merged, and so are neighbouring <c>*</c>.</summary>
public sealed class SigmaString : IEquatable<SigmaString>
{
    /// <summary>The empty text.</summary>
    public static SigmaString Empty { get; } = new([]);

    /// <summary>Makes a text of parts, merging neighbours.</summary>
    /// <param name="parts">The parts.</param>
    public SigmaString(IEnumerable<SigmaStringPart> parts)
    {
        ImmutableArray<SigmaStringPart>.Builder merged = ImmutableArray.CreateBuilder<SigmaStringPart>();
        foreach (SigmaStringPart part in parts)
        {
            if (part.Kind == SigmaStringPartKind.Literal && part.Text.Length == 0)
                continue;
            SigmaStringPart? last = merged.Count > 0 ? merged[^1] : null;
            if (part.Kind == SigmaStringPartKind.AnyRun && last?.Kind == SigmaStringPartKind.AnyRun)
                continue;
            if (part.Kind == SigmaStringPartKind.Literal && last?.Kind == SigmaStringPartKind.Literal)
                merged[^1] = part with { Text = last.Value.Text + part.Text };
            else
                merged.Add(part);
        }

        Parts = merged.ToImmutable();
    }

    /// <summary>The parts, in order.</summary>
    public ImmutableArray<SigmaStringPart> Parts { get; }

    /// <summary>Whether there is a wildcard.</summary>
    public bool HasWildcards => Parts.Any(p => p.Kind is SigmaStringPartKind.AnyRun or SigmaStringPartKind.AnyOne);

    /// <summary>Whether there is a placeholder left.</summary>
    public bool HasPlaceholders => Parts.Any(p => p.Kind == SigmaStringPartKind.Placeholder);

    /// <summary>The text when it has neither wildcards nor placeholders, else null.</summary>
    public string? Literal => Parts.Length switch
    {
        0 => string.Empty,
        1 when Parts[0].Kind == SigmaStringPartKind.Literal => Parts[0].Text,
        _ => null,
    };

    /// <summary>A text without wildcards.</summary>
    /// <param name="text">The characters, taken as they are.</param>
    public static SigmaString OfLiteral(string text) => new([new(SigmaStringPartKind.Literal, text)]);

    /// <summary>
    /// Reads a value as a rule writes it: <c>*</c> and <c>?</c> are wildcards; a backslash escapes only <c>*</c>,
    /// <c>?</c> and another backslash, and is itself before anything else.
    /// </summary>
    /// <param name="written">The value as written.</param>
    public static SigmaString Parse(string written)
    {
        List<SigmaStringPart> parts = [];
        StringBuilder literal = new();
        for (int i = 0; i < written.Length; i++)
        {
            char c = written[i];
            if (c == '\\' && i + 1 < written.Length && written[i + 1] is ('*' or '?' or '\\'))
            {
                literal.Append(written[++i]);
            }
            else if (c is '*' or '?')
            {
                Flush();
                parts.Add(new(c == '*' ? SigmaStringPartKind.AnyRun : SigmaStringPartKind.AnyOne, string.Empty));
            }
            else
            {
                literal.Append(c);
            }
        }

        Flush();
        return new(parts);

        void Flush()
        {
            if (literal.Length > 0)
                parts.Add(new(SigmaStringPartKind.Literal, literal.ToString()));
            literal.Clear();
        }
    }

    /// <summary>The text with <c>*</c> put before and after it as asked.</summary>
    /// <param name="before">Whether anything may stand before it.</param>
    /// <param name="after">Whether anything may stand after it.</param>
    public SigmaString Widened(bool before, bool after)
    {
        SigmaStringPart run = new(SigmaStringPartKind.AnyRun, string.Empty);
        return new([.. before ? [run] : Array.Empty<SigmaStringPart>(), .. Parts, .. after ? [run] : Array.Empty<SigmaStringPart>()]);
    }

    /// <inheritdoc/>
    public bool Equals(SigmaString? other) => other is not null && Parts.AsSpan().SequenceEqual(other.Parts.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SigmaString);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (SigmaStringPart part in Parts)
            hash.Add(part);
        return hash.ToHashCode();
    }

    /// <summary>The text as a rule would write it.</summary>
    public override string ToString() => string.Concat(Parts.Select(p => p.Kind switch
    {
        SigmaStringPartKind.AnyRun => "*",
        SigmaStringPartKind.AnyOne => "?",
        SigmaStringPartKind.Placeholder => $"%{p.Text}%",
        _ => p.Text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("*", "\\*", StringComparison.Ordinal).Replace("?", "\\?", StringComparison.Ordinal),
    }));
}
