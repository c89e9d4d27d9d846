using System.Globalization;
using HueSoc.Storage.Text;

namespace HueSoc.Storage.Queries;

/// <summary>The values between two bounds. The bounds say how values are compared (<see cref="RangeNode"/>).</summary>
internal abstract class ValueRange
{
    /// <summary>The range of a node.</summary>
    public static ValueRange Of(RangeNode node)
    {
        string?[] bounds = [node.Lower, node.Upper];
        string[] given = [.. bounds.OfType<string>()];
        if (given.All(bound => TryNumber(bound, out _)))
            return new Numbers(node);
        if (given.All(IsAddress) && given.Select(IsVersion6).Distinct().Count() == 1)
            return new Addresses(node);
        if (given.All(bound => TimeText.TryParse(bound, out _)))
            return new Times(node);
        return new Texts(node);
    }

    /// <summary>What every value between the bounds begins with; ASCII letters, digits and points.</summary>
    public virtual string Prefix => string.Empty;

    /// <summary>Whether a value, in the form of <see cref="FieldValue"/>, lies between the bounds.</summary>
    public abstract bool Contains(ReadOnlySpan<char> value);

    private static bool TryNumber(ReadOnlySpan<char> text, out double number)
    {
        number = 0;
        return text.Length > 0 && (char.IsAsciiDigit(text[0]) || text[0] is '-' or '+' or '.')
            && double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }

    private static bool IsAddress(string text) => AddressText.TryParse(text, out _, out _);

    private static bool IsVersion6(string text) => AddressText.TryParse(text, out _, out bool isVersion6) && isVersion6;

    private static bool Between<T>(T value, T? lower, bool includesLower, T? upper, bool includesUpper)
        where T : struct, IComparable<T> =>
        (lower is not { } low || (includesLower ? value.CompareTo(low) >= 0 : value.CompareTo(low) > 0)) &&
        (upper is not { } high || (includesUpper ? value.CompareTo(high) <= 0 : value.CompareTo(high) < 0));

    /// <summary>Numbers as numbers.</summary>
    private sealed class Numbers(RangeNode node) : ValueRange
    {
        private readonly double? lower = TryNumber(node.Lower, out double number) ? number : null;
        private readonly double? upper = TryNumber(node.Upper, out double number) ? number : null;

        public override bool Contains(ReadOnlySpan<char> value) =>
            TryNumber(value, out double number) && Between(number, lower, node.IncludesLower, upper, node.IncludesUpper);
    }

    /// <summary>Addresses of the version of the bounds.</summary>
    private sealed class Addresses(RangeNode node) : ValueRange
    {
        private readonly bool isVersion6 = IsVersion6(node.Lower ?? node.Upper!);
        private readonly UInt128? lower = AddressText.TryParse(node.Lower, out UInt128 number, out _) ? number : null;
        private readonly UInt128? upper = AddressText.TryParse(node.Upper, out UInt128 number, out _) ? number : null;

        public override string Prefix
        {
            get
            {
                if (isVersion6 || lower is not { } low || upper is not { } high)
                    return string.Empty;
                string prefix = string.Empty;
                for (int shift = 24; shift > 0 && (low >> shift) == (high >> shift); shift -= 8)
                    prefix += string.Create(CultureInfo.InvariantCulture, $"{(int)(low >> shift) & 0xFF}.");
                return prefix;
            }
        }

        public override bool Contains(ReadOnlySpan<char> value) =>
            AddressText.TryParse(value, out UInt128 number, out bool is6) && is6 == isVersion6
            && Between(number, lower, node.IncludesLower, upper, node.IncludesUpper);
    }

    /// <summary>Texts by code point.</summary>
    private sealed class Texts(RangeNode node) : ValueRange
    {
        public override bool Contains(ReadOnlySpan<char> value) =>
            (node.Lower is null || Compare(value, node.Lower) is var low && (node.IncludesLower ? low >= 0 : low > 0)) &&
            (node.Upper is null || Compare(value, node.Upper) is var high && (node.IncludesUpper ? high <= 0 : high < 0));

        // UTF-16 units and code points differ in order only where surrogates meet units above them.
        private static int Compare(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
        {
            int same = a.CommonPrefixLength(b);
            if (same == a.Length || same == b.Length)
                return a.Length.CompareTo(b.Length);
            bool aIsSurrogate = char.IsSurrogate(a[same]);
            return aIsSurrogate == char.IsSurrogate(b[same]) ? a[same].CompareTo(b[same]) : aIsSurrogate ? 1 : -1;
        }
    }
}

/// <summary>The times between two bounds.</summary>
#pragma warning disable MA0048 // One of the four ranges; the store's columns of time use its bounds directly.
internal sealed class Times(RangeNode node) : ValueRange
{
    /// <summary>The first moment of the range, in units of 100 ns since 1970.</summary>
    public long From { get; } = TimeText.TryParse(node.Lower, out TimeText time) ? (node.IncludesLower ? time.Start : time.End) : long.MinValue;

    /// <summary>The first moment behind the range.</summary>
    public long To { get; } = TimeText.TryParse(node.Upper, out TimeText time) ? (node.IncludesUpper ? time.End : time.Start) : long.MaxValue;

    /// <inheritdoc/>
    public override bool Contains(ReadOnlySpan<char> value) => TimeText.TryParse(value, out TimeText time) && From <= time.Start && time.Start < To;
}
