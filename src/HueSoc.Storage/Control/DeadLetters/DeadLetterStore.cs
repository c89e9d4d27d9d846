using System.Security.Cryptography;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Tenancy;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Control.DeadLetters;

/// <summary>
/// <c>dead-letters.db</c>: what was refused for good, with reason, source and bytes. Bounded: when it is full, new letters are
/// counted and not kept, so that a flood cannot push out what came before it. The same bytes from the same source are one letter.
/// </summary>
public sealed class DeadLetterStore : IAsyncDisposable
{
    /// <summary>The file's name in the data folder.</summary>
    public const string FileName = "dead-letters.db";

    private const int LongestText = 1024;
    private const int RowBytes = 200;
    private const string Columns = "number, time, last, times, source, agency, reason, item, dataset, length, length(body), replayed";

    private readonly TransactionalFile file;
    private readonly DeadLetterOptions options;
    private readonly AuditLog audit;
    private readonly TimeProvider time;

    private DeadLetterStore(TransactionalFile file, DeadLetterOptions options, AuditLog audit, TimeProvider time)
    {
        this.file = file;
        this.options = options;
        this.audit = audit;
        this.time = time;
    }

    /// <summary>Opens the file of a data folder, making it when it is not there.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="options">How much is kept.</param>
    /// <param name="audit">Where removals are audited. That is another file: it is written first, then the letter is removed.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ControlDatabaseException">The file was written by a later version, or it is damaged, or cannot be written.</exception>
    public static DeadLetterStore Open(string folder, DeadLetterOptions options, AuditLog audit, TimeProvider time)
    {
        OwnersAlone.MakeFolder(folder);
        return new(TransactionalFile.Open(Path.Combine(folder, FileName), Migrations.DeadLetters), options, audit, time);
    }

    /// <summary>Keeps letters, as far as there is room; the others are counted.</summary>
    /// <returns>How many are kept, those that were here already included.</returns>
    public ValueTask<int> AddAsync(IReadOnlyCollection<NewDeadLetter> letters, CancellationToken cancellationToken) => file.WriteAsync(
        transaction =>
        {
            int kept = 0;
            foreach (NewDeadLetter letter in letters)
                kept += Add(transaction, letter) ? 1 : 0;
            return kept;
        },
        cancellationToken);

    /// <summary>Letters without their bodies, the newest first.</summary>
    /// <param name="scope">Whose may be seen.</param>
    /// <param name="filter">Which.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    public Page<DeadLetter> List(AgencyScope scope, DeadLetterFilter filter, int limit, string? after) => file.Read(connection =>
    {
        SqlFilter where = new();
        where.Within(scope, "agency");
        where.Add("source = {0}", filter.Source);
        where.Add("instr(reason, {0}) > 0", filter.Reason);
        where.Add("(replayed IS NOT NULL) = {0}", filter.Replayed);
        where.Add("number < {0}", PageCursor.Number(after));
        return PageCursor.Page(
            connection.Query($"SELECT {Columns} FROM letters {where.Text} ORDER BY number DESC LIMIT {limit + 1}", row => Row(row, []), where.Values),
            limit, letter => $"{letter.Number}");
    });

    /// <summary>How many there are.</summary>
    public DeadLetterCount Count(AgencyScope scope) => file.Read(connection =>
    {
        SqlFilter where = new();
        where.Within(scope, "agency");
        (long letters, long waiting, long bytes) = connection.Query(
            $"SELECT COUNT(*), COUNT(*) - COUNT(replayed), COALESCE(SUM(length(body)), 0) FROM letters {where.Text}",
            row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)), where.Values)[0];
        if (!scope.IsCity)
            return new DeadLetterCount(letters, waiting, bytes, 0, 0, null);
        return connection.Query(
            "SELECT refused, refused_bytes, last_refused FROM totals",
            row => new DeadLetterCount(letters, waiting, bytes, row.GetInt64(0), row.GetInt64(1), row.TimeOrNull(2)))[0];
    });

    /// <summary>A letter with its body; null when there is none of that number, or not in this scope.</summary>
    public DeadLetter? Find(AgencyScope scope, long number) => file.Read(connection => connection
        .Query($"SELECT {Columns}, body FROM letters WHERE number = $1", row => Row(row, row.GetFieldValue<byte[]>(12)), number)
        .FirstOrDefault(letter => scope.Allows(letter.Agency)));

    /// <summary>Notes that a letter was replayed: its event is in the store now.</summary>
    /// <returns>Whether there is such a letter.</returns>
    public async ValueTask<bool> MarkReplayedAsync(Actor actor, AgencyScope scope, long number, CancellationToken cancellationToken)
    {
        if (Find(scope, number) is not { } letter)
            return false;
        await audit.RecordAsync(actor, "dead_letter.replayed", Subject(number), Details(letter), letter.Agency, cancellationToken).ConfigureAwait(false);
        long now = ControlTime.Of(time.GetUtcNow());
        return await file.WriteAsync(transaction => transaction.Execute("UPDATE letters SET replayed = $1 WHERE number = $2", now, number), cancellationToken).ConfigureAwait(false) > 0;
    }

    /// <summary>Removes a letter.</summary>
    /// <returns>Whether there was such a letter.</returns>
    public async ValueTask<bool> RemoveAsync(Actor actor, AgencyScope scope, long number, CancellationToken cancellationToken)
    {
        if (Find(scope, number) is not { } letter)
            return false;
        await audit.RecordAsync(actor, "dead_letter.removed", Subject(number), Details(letter), letter.Agency, cancellationToken).ConfigureAwait(false);
        return await file.WriteAsync(transaction => transaction.Execute("DELETE FROM letters WHERE number = $1", number), cancellationToken).ConfigureAwait(false) > 0;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => file.DisposeAsync();

    private static string Subject(long number) => $"dead_letter:{number}";

    private static string Details(DeadLetter letter) =>
        AuditDetails.Of(("source", letter.Source), ("item", letter.Item), ("reason", letter.Reason), ("length", letter.Length), ("times", letter.Times));

    private static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText];

    private static DeadLetter Row(SqliteDataReader row, byte[] body) => new()
    {
        Number = row.GetInt64(0),
        First = row.Time(1),
        Last = row.Time(2),
        Times = row.GetInt64(3),
        Source = row.GetString(4),
        Agency = row.GetString(5),
        Reason = row.GetString(6),
        Item = row.GetString(7),
        Dataset = row.GetString(8),
        Length = row.GetInt64(9),
        IsCut = row.GetInt64(10) < row.GetInt64(9),
        Replayed = row.TimeOrNull(11),
        Body = body,
    };

    private bool Add(ControlTransaction transaction, NewDeadLetter letter)
    {
        long now = ControlTime.Of(time.GetUtcNow());
        byte[] hash = SHA256.HashData(letter.Body.Span);
        string item = Cut(letter.Item);
        string reason = Cut(letter.Reason);
        if (transaction.Execute(
            "UPDATE letters SET times = times + 1, last = $1, reason = $2, replayed = NULL WHERE source = $3 AND item = $4 AND hash = $5", now, reason, letter.Source, item, hash) > 0)
            return true;
        ReadOnlyMemory<byte> body = letter.Body.Length <= options.MostBytesOfOne ? letter.Body : letter.Body[..options.MostBytesOfOne];
        if (transaction.Connection.Number("SELECT bytes FROM totals") + body.Length + RowBytes + reason.Length + item.Length > options.MostBytes)
        {
            transaction.Execute("UPDATE totals SET refused = refused + 1, refused_bytes = refused_bytes + $1, last_refused = $2", (long)letter.Body.Length, now);
            return false;
        }

        transaction.Execute(
            """
            INSERT INTO letters (time, last, times, source, agency, reason, item, dataset, hash, length, body) VALUES ($1, $1, 1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            now, letter.Source, letter.Agency, reason, item, Cut(letter.Dataset), hash, (long)letter.Body.Length, body.ToArray());
        return true;
    }
}
