using System.Globalization;
using System.Text.RegularExpressions;
using HueSoc.Storage.Queries;

namespace HueSoc.Storage.Tests.Queries;

/// <summary>
/// Queries and what they are read as, in <c>golden/*.txt</c>: a line with <c>?</c> and the query (a character may be written as
/// &lt;0301&gt;), then one with <c>=</c> and the tree or with <c>!</c>, the column and the error.
/// </summary>
public sealed partial class GoldenQueryTests
{
    public static TheoryData<string, string, string> Cases()
    {
        TheoryData<string, string, string> cases = [];
        foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Queries", "golden")).Order(StringComparer.Ordinal))
        {
            string[] lines = [.. File.ReadLines(file).Where(line => line.Length > 0)];
            for (int line = 0; line < lines.Length; line += 2)
                cases.Add(Path.GetFileName(file), lines[line], lines[line + 1]);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Parse_Query_AsExpected(string file, string query, string expected)
    {
        string text = WrittenCharacter().Replace(
            query.Length < 2 ? string.Empty : query[2..],
            match => ((char)int.Parse(match.Groups["code"].Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString());

        QueryText.Of(QueryParser.Parse(text)).ShouldBe(expected, file);
    }

    [GeneratedRegex("<(?<code>[0-9A-F]{4})>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex WrittenCharacter();
}
