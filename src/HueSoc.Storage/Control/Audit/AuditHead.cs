using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace HueSoc.Storage.Control.Audit;

/// <summary>
/// Where an audit chain ended at some time. Kept outside the database it tells later whether what came before is still what it
/// was. As text it is one line: <c>huesoc-audit-head CHAIN SEQUENCE HASH TIME</c>.
/// </summary>
/// <param name="Chain">Which chain: 32 lower-case hex digits, made at random with the database.</param>
/// <param name="Sequence">The number of its last entry; 0 for none.</param>
/// <param name="Hash">The hash of its last entry, 64 lower-case hex digits; for an empty chain, of its beginning.</param>
/// <param name="Time">When it ended there.</param>
public sealed record AuditHead(string Chain, long Sequence, string Hash, DateTimeOffset Time)
{
    private const string Word = "huesoc-audit-head";

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Word} {Chain} {Sequence} {Hash} {Time.UtcDateTime:O}");

    /// <summary>Reads the line that <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string line, [NotNullWhen(true)] out AuditHead? head)
    {
        head = null;
        string[] parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length != 5 || parts[0] != Word || !IsHex(parts[1], 32) || !IsHex(parts[3], 64)
            || !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out long sequence)
            || !DateTimeOffset.TryParseExact(parts[4], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset time))
            return false;
        head = new(parts[1], sequence, parts[3], time);
        return true;
    }

    private static bool IsHex(string text, int length) => text.Length == length && text.All(character => char.IsAsciiHexDigitLower(character));
}
