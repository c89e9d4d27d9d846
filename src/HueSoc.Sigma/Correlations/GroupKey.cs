using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HueSoc.Sigma.Text;

namespace HueSoc.Sigma.Correlations;

/// <summary>
/// The canonical text of a group: a JSON array of agency (null for a city-wide correlation), drill and the values of
/// <c>group-by</c>. Equal texts mean the same group and no others do, whatever characters values hold.
/// </summary>
internal static class GroupKey
{
    private const int MaxValue = 512;
    private const int KeptOfLong = 256;

    /// <summary>A value as it is compared: without regard to case, as the matcher compares; of a long one the beginning and a hash.</summary>
    public static string Normal(string value)
    {
        string folded = SimpleCaseFolding.Fold(value);
        if (folded.Length <= MaxValue)
            return folded;
        int kept = char.IsHighSurrogate(folded[KeptOfLong - 1]) ? KeptOfLong - 1 : KeptOfLong;
        return $"{folded[..kept]}…{Hash(folded)}";
    }

    /// <summary>The key of a group.</summary>
    /// <param name="agency">The agency; null when the correlation is city-wide.</param>
    /// <param name="drill">The drill; empty when there is none.</param>
    /// <param name="values">The values, normal.</param>
    public static string Of(string? agency, string drill, ReadOnlySpan<string> values)
    {
        StringBuilder key = new("[");
        if (agency is null)
            key.Append("null");
        else
            Append(key, agency);
        Append(key.Append(','), drill);
        foreach (string value in values)
            Append(key.Append(','), value);
        return key.Append(']').ToString();
    }

    /// <summary>A hash of a text, as 32 hexadecimal digits.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    /// <summary>Several values as one, unambiguously.</summary>
    public static string Joined(ReadOnlySpan<string> values)
    {
        StringBuilder text = new("[");
        foreach (string value in values)
            Append(text.Length > 1 ? text.Append(',') : text, value);
        return text.Append(']').ToString();
    }

    private static void Append(StringBuilder key, string value)
    {
        key.Append('"');
        foreach (char c in value)
        {
            if (c is '"' or '\\')
                key.Append('\\').Append(c);
            else if (c < ' ')
                key.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                key.Append(c);
        }

        key.Append('"');
    }
}
