using System.Globalization;
using System.Numerics;

namespace HueSoc.Sigma.Correlations;

/// <summary>
/// Numbers of events as whole multiples of 10^-20, so that sums are exact: they must not depend on the order in which
/// signals come, and leaving a window must undo entering it. What has more places is cut off there.
/// </summary>
internal static class ExactNumber
{
    private const int Places = 20;
    private const int MaxExponent = 60;
    private const int MaxLength = 128;
    private static readonly BigInteger Unit = BigInteger.Pow(10, Places);

    /// <summary>Reads a number: digits, with a sign, a decimal point and an exponent up to 60 if need be.</summary>
    /// <param name="text">The text.</param>
    /// <param name="number">The number in units of 10^-20.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out BigInteger number)
    {
        number = default;
        text = text.Trim();
        if (text.Length is 0 or > MaxLength)
            return false;
        int exponent = 0;
        int e = text.IndexOfAny('e', 'E');
        if (e >= 0)
        {
            if (!int.TryParse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) || Math.Abs(exponent) > MaxExponent)
                return false;
            text = text[..e];
        }

        bool negative = text.Length > 0 && text[0] == '-';
        if (text.Length > 0 && text[0] is '-' or '+')
            text = text[1..];
        int point = text.IndexOf('.');
        string digits = point < 0 ? text.ToString() : string.Concat(text[..point], text[(point + 1)..]);
        if (!BigInteger.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out BigInteger whole))
            return false;
        int power = Places + exponent - (point < 0 ? 0 : text.Length - point - 1);
        number = power >= 0 ? whole * BigInteger.Pow(10, power) : whole / BigInteger.Pow(10, -power);
        if (negative)
            number = -number;
        return true;
    }

    /// <summary>A number of a rule.</summary>
    public static BigInteger Of(double number) =>
        TryParse(number.ToString("R", CultureInfo.InvariantCulture), out BigInteger exact) ? exact : new BigInteger(number) * Unit;

    /// <summary>A number as a double, for people.</summary>
    public static double ToDouble(BigInteger number)
    {
        // A large integer becomes a double by having its tail cut off, and 1000 would be shown as 999.9999999999999.
        BigInteger whole = BigInteger.DivRem(number, Unit, out BigInteger rest);
        return (double)whole + ((double)rest / (double)Unit);
    }
}
