using System.Text;
using HueSoc.Storage.Queries;
using HueSoc.Storage.Text;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Sqlite;

/// <summary>A question to the full text of a day's file.</summary>
/// <param name="Match">In the notation of FTS5; every word in quotes.</param>
/// <param name="IsExact">Whether exactly the events that were asked for are found, and not more.</param>
#pragma warning disable MA0048 // The question and who asks it are one thing.
internal readonly record struct WordMatch(string Match, bool IsExact);

/// <summary>Turns conditions on words into questions to the full text.</summary>
internal static class SearchWords
{
    private const int MaxWords = 500;
    private const int MaxLooked = 2_000_000;

    /// <summary>The question for a condition; null when the full text cannot help.</summary>
    public static WordMatch? MatchFor(QueryNode node, SqliteConnection connection) => node switch
    {
        PhraseNode { Field: TextFields.CommandLine } phrase => new(BehindBorder(Quote(string.Join(' ', phrase.Words))), IsExact: false),
        PhraseNode phrase when IsIndexed(phrase.Field) => new(Quote(string.Join(' ', phrase.Words)), phrase.Field is null),
        WordPatternNode pattern when IsIndexed(pattern.Field) => ForPattern(pattern, connection),
        FieldNode { IsPattern: true } field when field.Field is TextFields.Message or TextFields.CommandLine => ForValue(field.Value, field.Field is TextFields.CommandLine),
        _ => null,
    };

    // All words of these two fields are in the full text; those of others may not be.
    private static bool IsIndexed(string? field) => field is null or TextFields.Message or TextFields.CommandLine;

    // A command line stands behind a border in the full text, always; most messages have none.
    private static string BehindBorder(string match) => $"({match}) AND {Quote(WordBuffer.Border.ToString())}";

    private static string Quote(string words) => $"\"{words}\"";

    private static WordMatch? ForPattern(WordPatternNode node, SqliteConnection connection) =>
        Matched(node, connection) is { } match ? node.Field is TextFields.CommandLine ? match with { Match = BehindBorder(match.Match) } : match : null;

    private static WordMatch? Matched(WordPatternNode node, SqliteConnection connection)
    {
        Wildcards pattern = new(node.Pattern);
        string prefix = pattern.Prefix;
        bool isExact = node.Field is null;
        if (prefix.Length > 0 && string.Equals(node.Pattern, prefix + '*', StringComparison.Ordinal))
            return new(Quote(prefix) + '*', isExact);
        if (Expand(pattern, prefix, connection) is { } words)
            return new(words.Count == 0 ? Quote(WordBuffer.Border + "none") : string.Join(" OR ", words.Select(Quote)), isExact);
        return prefix.Length > 0 ? new(Quote(prefix) + '*', IsExact: false) : null;
    }

    // The words of the day that fit; null when there are too many.
    private static List<string>? Expand(Wildcards pattern, string prefix, SqliteConnection connection)
    {
        // Stays with the connection, in memory. SQLite counts it as writing, which the connection otherwise must not do.
        if (SqliteText.Integer(connection, "SELECT count(*) FROM temp.sqlite_schema WHERE name = 'vocabulary'") == 0)
            SqliteText.Execute(connection, "PRAGMA query_only = OFF; CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, words, row); PRAGMA query_only = ON");
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT term FROM temp.vocabulary WHERE term >= $prefix";
        command.Parameters.AddWithValue("$prefix", prefix);
        using SqliteDataReader rows = command.ExecuteReader();
        List<string> found = [];
        int looked = 0;
        while (rows.Read())
        {
            string word = rows.GetString(0);
            if (!word.StartsWith(prefix, StringComparison.Ordinal))
                break;
            if (word is not [WordBuffer.Border or WordBuffer.CutMark] && pattern.Fits(word))
                found.Add(word);
            if (found.Count > MaxWords || ++looked > MaxLooked)
                return null;
        }

        return found;
    }

    // A value that fits the pattern holds the words that stand whole in it, unless there was more text than is cut into words.
    private static WordMatch? ForValue(string pattern, bool isCommandLine)
    {
        List<string> whole = [];
        StringBuilder word = new();
        bool isWhole = true;
        bool isEscaped = false;
        bool hasWords = false;
        foreach (Rune rune in pattern.EnumerateRunes())
        {
            if (!isEscaped && rune.Value == '\\')
            {
                isEscaped = true;
                continue;
            }

            bool isWildcard = !isEscaped && rune.Value is '*' or '?';
            isEscaped = false;
            if (!isWildcard && Words.IsWordCharacter(rune))
            {
                hasWords = true;
                word.Append(rune.ToString());
                continue;
            }

            if (isWhole && !isWildcard)
                Take(word, whole);
            word.Clear();
            isWhole = !isWildcard;
        }

        if (isWhole)
            Take(word, whole);
        if (isCommandLine && hasWords)
            whole.Add(WordBuffer.Border.ToString());
        return whole.Count == 0 ? null : new($"({string.Join(" AND ", whole.Select(Quote))}) OR {Quote(WordBuffer.CutMark.ToString())}", IsExact: false);
    }

    private static void Take(StringBuilder word, List<string> whole)
    {
        if (word.Length > 0)
            whole.AddRange(Words.Of(word.ToString()));
    }
}
