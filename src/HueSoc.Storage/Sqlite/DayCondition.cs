using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using HueSoc.Storage.Queries;
using HueSoc.Storage.Text;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Sqlite;

/// <summary>
/// Translates a query to a condition over <c>events</c> that lets through at least what the query asks for; what it cannot decide is
/// handed back. Every value is a parameter. Where SQL has NULL for a field that is not there, it counts as false, and each NOT turns
/// it into false before it negates.
/// </summary>
/// <param name="connection">The day's file.</param>
/// <param name="events">How many events it holds.</param>
/// <param name="aim">What the condition is for.</param>
internal sealed class DayCondition(SqliteConnection connection, long events, SearchAim aim)
{
    // When the full text finds no more than this part of all events, they are read one by one; else those are read whose turn comes in an index.
    private const int PartForPage = 128;
    private const int PartForHistogram = 8;

    // As far as this the events of a value are counted to begin with the rarest.
    private const int MaxCounted = 2_000;

    private const string True = "1";
    private const string False = "0";

    private readonly List<object> values = [];
    private bool hasIndex;

    /// <summary>The condition.</summary>
    public string Sql { get; private set; } = True;

    /// <summary>The parameter with the question to the full text that the search begins with; null when it does not.</summary>
    public string? Match { get; private set; }

    /// <summary>The column and value that the search begins with; null when it does not.</summary>
    public (HotField Hot, string Value)? Driver { get; private set; }

    /// <summary>The index that the search goes through; null to leave that to SQLite.</summary>
    public string? Walk { get; private set; }

    /// <summary>Whether the driver is the whole condition.</summary>
    public bool IsDriverOnly { get; private set; }

    /// <summary>Whether everything is let through.</summary>
    public bool IsEverything => Match is null && string.Equals(Sql, True, StringComparison.Ordinal);

    /// <summary>Whether nothing is let through.</summary>
    public bool IsNothing => string.Equals(Sql, False, StringComparison.Ordinal);

    /// <summary>The parameters.</summary>
    public IReadOnlyList<object> Values => values;

    /// <summary>The name of a parameter.</summary>
    public static string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"$v{index}");

    /// <summary>Adds a parameter.</summary>
    public string Bind(object value)
    {
        values.Add(value);
        return NameOf(values.Count - 1);
    }

    /// <summary>Takes a query, once.</summary>
    /// <returns>The conditions that must still be asked of each document.</returns>
    public ImmutableArray<QueryNode> Add(QueryNode query)
    {
        List<QueryNode> conjuncts = [];
        Flatten(query, conjuncts);
        ImmutableArray<QueryNode>.Builder left = ImmutableArray.CreateBuilder<QueryNode>();
        List<SqlPart> parts = [];
        string? match = TakeMatch(conjuncts, left);
        (FieldNode Node, HotField Hot, long Events)? driver = FindDriver(conjuncts, isCounted: match is not null);
        hasIndex = match is not null || driver is not null;
        IsDriverOnly = match is null && driver is not null && conjuncts.Count == 1;
        if (match is not null && !IsWalk(match, driver?.Events, parts))
            Match = match;
        else if (driver is { } first)
            Begin(first.Node, first.Hot, conjuncts, parts);
        else if (match is not null)
            Walk = "events_time";
        foreach (QueryNode conjunct in conjuncts)
        {
            SqlPart part = Part(conjunct, mayHoldMore: true);
            parts.Add(part);
            if (!part.IsExact)
                left.Add(conjunct);
        }

        Sql = All(parts).Sql;
        return left.ToImmutable();
    }

    private static void Flatten(QueryNode node, List<QueryNode> into)
    {
        if (node is not AndNode and)
        {
            into.Add(node);
            return;
        }

        foreach (QueryNode part in and.Parts)
            Flatten(part, into);
    }

    private static SqlPart All(IReadOnlyList<SqlPart> parts)
    {
        bool isExact = parts.All(part => part.IsExact);
        if (parts.Any(part => part.Is(False)))
            return new(False, isExact || parts.Any(part => part.Is(False) && part.IsExact));
        List<string> kept = [.. parts.Where(part => !part.Is(True)).Select(part => part.Sql)];
        return new(kept.Count == 0 ? True : Joined(kept, " AND "), isExact);
    }

    private static SqlPart Any(IReadOnlyList<SqlPart> parts)
    {
        bool isExact = parts.All(part => part.IsExact);
        if (parts.Any(part => part.Is(True)))
            return new(True, isExact || parts.Any(part => part.Is(True) && part.IsExact));
        List<string> kept = [.. parts.Where(part => !part.Is(False)).Select(part => part.Sql)];
        return new(kept.Count == 0 ? False : Joined(kept, " OR "), isExact);
    }

    // Halves in parentheses: SQLite bounds how deep an expression may be.
    private static string Joined(List<string> parts, string with)
    {
        if (parts.Count == 1)
            return parts[0];
        int half = parts.Count / 2;
        return $"({Joined(parts[..half], with)}{with}{Joined(parts[half..], with)})";
    }

    // All that the full text can answer, as one question to it.
    private string? TakeMatch(List<QueryNode> conjuncts, ImmutableArray<QueryNode>.Builder left)
    {
        List<string> matches = [];
        for (int index = conjuncts.Count - 1; index >= 0; index--)
        {
            if (SearchWords.MatchFor(conjuncts[index], connection) is not { } match)
                continue;
            if (!match.IsExact)
                left.Add(conjuncts[index]);
            conjuncts.RemoveAt(index);
            matches.Add($"({match.Match})");
        }

        return matches.Count == 0 ? null : Bind(string.Join(" AND ", matches));
    }

    // Whether an index is the better way than the rows of all that the full text finds: in an index what it finds is told from the rest without a look at the rows.
    private bool IsWalk(string match, long? ofDriver, List<SqlPart> parts)
    {
        if (ofDriver is null or MaxCounted)
        {
            long? few = ofDriver is not null || aim == SearchAim.Page ? events / PartForPage : aim == SearchAim.Histogram ? events / PartForHistogram : null;
            long found = Count($"SELECT rowid FROM words WHERE words MATCH $value LIMIT {(few ?? 0) + 1}", values[^1]);
            if (found == 0)
                parts.Add(new(False, IsExact: true));
            if (few is null || found <= few)
                return false;
        }

        parts.Add(new($"+events.seq IN (SELECT rowid FROM words WHERE words MATCH {match})", IsExact: true));
        return true;
    }

    private void Begin(FieldNode node, HotField hot, List<QueryNode> conjuncts, List<SqlPart> parts)
    {
        Driver = (hot, node.Value);
        Walk = hot.Index;
        conjuncts.Remove(node);
        parts.Add(new($"events.{hot.Column} = {Bind(node.Value)}", IsExact: true));
    }

    // The condition with the fewest events, as far as they are counted; then the one whose values are rarest as a rule.
    private (FieldNode Node, HotField Hot, long Events)? FindDriver(List<QueryNode> conjuncts, bool isCounted)
    {
        List<(FieldNode Node, HotField Hot, long Events)> candidates = [];
        foreach (FieldNode node in conjuncts.OfType<FieldNode>().Where(node => !node.IsPattern))
        {
            if (HotFields.Find(node.Field) is { Rank: not null } hot && !ColumnValues.IsFurther(connection, hot, node.Value))
                candidates.Add((node, hot, 0));
        }

        if (candidates.Count == 0)
            return null;
        return isCounted || candidates.Count > 1
            ? candidates.Select(c => c with { Events = CountOf(c.Hot, c.Node.Value) }).OrderBy(c => c.Events).ThenBy(c => c.Hot.Rank).First()
            : candidates[0];
    }

    private long CountOf(HotField hot, string value) =>
        Count($"SELECT 1 FROM events INDEXED BY {hot.Index} WHERE {hot.Column} = $value LIMIT {MaxCounted}", value);

    private long Count(string select, object value)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM ({select})";
        command.Parameters.AddWithValue("$value", value);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>A condition for a node: it lets through at least what the node asks for, or at most.</summary>
    private SqlPart Part(QueryNode node, bool mayHoldMore)
    {
        SqlPart undecided = new(mayHoldMore ? True : False, IsExact: false);
        switch (node)
        {
            case EverythingNode:
                return new(True, IsExact: true);
            case AndNode and:
                return All([.. and.Parts.Select(part => Part(part, mayHoldMore))]);
            case OrNode or:
                return Any([.. or.Parts.Select(part => Part(part, mayHoldMore))]);
            case NotNode not:
                return Not(Part(not.Part, !mayHoldMore));
            case ExistsNode { Field: TimeText.Timestamp or TimeText.Ingested }:
                return new(True, IsExact: true);
            case ExistsNode exists:
                return HotFields.Find(exists.Field) is { } there ? new($"events.{there.Column} IS NOT NULL", IsExact: true) : undecided;
            case RangeNode { Field: TimeText.Timestamp or TimeText.Ingested } range when ValueRange.Of(range) is Times times:
                string column = range.Field is TimeText.Timestamp ? "events.time" : "events.ingested";
                return new($"({column} >= {Bind(times.From)} AND {column} < {Bind(times.To)})", IsExact: true);
            case RangeNode range:
                return HotFields.Find(range.Field) is { } ranged ? RangeOf(ranged, range, undecided) : undecided;
            case FieldNode field when HotFields.Find(field.Field) is { } hot:
                return field.IsPattern ? PatternOf(hot, new Wildcards(field.Value)) : ValuesOf(hot, [field.Value], ColumnValues.IsFurther(connection, hot, field.Value) ? [field.Value] : []);
            default:
                if (SearchWords.MatchFor(node, connection) is not { } match || !(match.IsExact || mayHoldMore))
                    return undecided;
                return new($"events.seq IN (SELECT rowid FROM words WHERE words MATCH {Bind(match.Match)})", match.IsExact);
        }
    }

    private static SqlPart Not(SqlPart part)
    {
        if (part.Is(True) || part.Is(False))
            return part with { Sql = part.Is(True) ? False : True };
        return part with { Sql = $"NOT coalesce({part.Sql}, 0)" };
    }

    private SqlPart PatternOf(HotField hot, Wildcards pattern)
    {
        string prefix = pattern.Prefix;
        if (hot.Index is not null
            && ColumnValues.InColumn(connection, hot, prefix, value => pattern.Fits(value)) is { } first
            && ColumnValues.Further(connection, hot, value => pattern.Fits(value)) is { } further)
        {
            return ValuesOf(hot, first, further);
        }

        string glob = Bind(pattern.Glob);
        return new($"({Column(hot)} GLOB {glob} OR events.seq IN (SELECT seq FROM more_values WHERE field = {hot.Number} AND value GLOB {glob}))", IsExact: true);
    }

    private SqlPart RangeOf(HotField hot, RangeNode node, SqlPart undecided)
    {
        ValueRange range = ValueRange.Of(node);
        if (hot.Index is not null
            && ColumnValues.InColumn(connection, hot, range.Prefix, value => range.Contains(value)) is { } first
            && ColumnValues.Further(connection, hot, value => range.Contains(value)) is { } further)
        {
            return ValuesOf(hot, first, further);
        }

        if (undecided.Is(False))
            return undecided;
        string glob = Bind(range.Prefix + "*"); // Also when the first value does not fit, a further one may.
        return new($"({Column(hot)} GLOB {glob} OR events.seq IN (SELECT seq FROM more_values WHERE field = {hot.Number}))", IsExact: false);
    }

    private SqlPart ValuesOf(HotField hot, List<string> first, List<string> further)
    {
        List<SqlPart> parts = [];
        if (first.Count == 1)
            parts.Add(new($"{Column(hot)} = {Bind(first[0])}", IsExact: true));
        else if (first.Count > 1)
            parts.Add(new($"(events.{hot.Column} IS NOT NULL AND {Column(hot)} IN {ListOf(first)})", IsExact: true));
        if (further.Count > 0)
            parts.Add(new($"events.seq IN (SELECT seq FROM more_values WHERE field = {hot.Number} AND value IN {ListOf(further)})", IsExact: true));
        return parts.Count == 0 ? new(False, IsExact: true) : Any(parts);
    }

    private string ListOf(List<string> list) => $"(SELECT value FROM json_each({Bind(JsonSerializer.Serialize(list, SearchJson.Default.ListString))}))";

    // Where the search begins with an index already, a plus keeps SQLite from taking a worse one.
    private string Column(HotField hot) => hasIndex ? $"+events.{hot.Column}" : $"events.{hot.Column}";

    /// <summary>A piece of a condition.</summary>
    private readonly record struct SqlPart(string Sql, bool IsExact)
    {
        public bool Is(string constant) => string.Equals(Sql, constant, StringComparison.Ordinal);
    }
}
