using System.Security.Cryptography;
using System.Text;
using HueSoc.Storage.Tenancy;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Control.Audit;

/// <summary>
/// Who did what: rows that are chained by hashes, so that none can be changed, removed, put in or moved without its showing.
/// Every administrative act is written here in its own transaction.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="time">The clock.</param>
public sealed class AuditLog(ControlDatabase database, TimeProvider time)
{
    private const int LongestText = 1024;
    private const int LongestDetails = 64 * 1024;
    private const string Columns = "seq, time, actor, kind, action, subject, agency, details, hash";

    /// <summary>Writes an act.</summary>
    /// <param name="transaction">The transaction of the act itself.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="action">What is done: a dotted name, as in <c>account.created</c>.</param>
    /// <param name="subject">What it is done to, as in <c>account:an</c>.</param>
    /// <param name="detailsJson">More about it: one JSON object without secrets (<see cref="AuditDetails.Of"/>).</param>
    /// <param name="agency">The agency it concerns; empty for the city alone.</param>
    /// <returns>Where the chain ends now.</returns>
    public AuditHead Append(ControlTransaction transaction, Actor actor, string action, string subject, string detailsJson, string agency = "")
    {
        string chain = Chain(transaction);
        (long last, byte[] before) = End(transaction.Connection, chain);
        long sequence = last + 1;
        DateTimeOffset now = time.GetUtcNow();
        long stamp = ControlTime.Of(now);
        string who = Storable(actor.Name, LongestText);
        string kind = KindName(actor.Kind);
        string what = Storable(action, LongestText);
        string whom = Storable(subject, LongestText);
        string details = detailsJson.Length <= LongestDetails ? Storable(detailsJson, LongestDetails) : AuditDetails.Of(("cut", true), ("length", detailsJson.Length));
        byte[] hash = AuditHash.Of(before, sequence, stamp, who, kind, what, whom, agency, details);
        transaction.Execute(
            $"INSERT INTO audit ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", sequence, stamp, who, kind, what, whom, agency, details, hash);
        transaction.Execute("INSERT OR REPLACE INTO audit_head VALUES (1, $1, $2)", sequence, hash);
        return new(chain, sequence, Convert.ToHexStringLower(hash), now);
    }

    /// <summary>Writes an act that changes nothing else in the database.</summary>
    public ValueTask<AuditHead> RecordAsync(
        Actor actor, string action, string subject, string detailsJson, string agency, CancellationToken cancellationToken) =>
        database.WriteAsync(transaction => Append(transaction, actor, action, subject, detailsJson, agency), cancellationToken);

    /// <summary>Where the chain ends now.</summary>
    public AuditHead Head() => database.Read(connection => HeadOf(connection, time.GetUtcNow()));

    /// <summary>Acts, the newest first.</summary>
    /// <param name="scope">Whose may be seen.</param>
    /// <param name="filter">Which.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    public Page<AuditEntry> List(AgencyScope scope, AuditFilter filter, int limit, string? after) => database.Read(connection =>
    {
        SqlFilter where = new();
        where.Within(scope, "agency");
        where.Add("action = {0} OR substr(action, 1, length({0}) + 1) = {0} || '.'", filter.Action);
        where.Add("actor = {0}", filter.Actor);
        where.Add("subject = {0}", filter.Subject);
        where.Add("time >= {0}", ControlTime.Of(filter.From));
        where.Add("time < {0}", ControlTime.Of(filter.To));
        where.Add("seq < {0}", PageCursor.Number(after));
        return PageCursor.Page(
            connection.Query($"SELECT {Columns} FROM audit {where.Text} ORDER BY seq DESC LIMIT {limit + 1}", Entry, where.Values), limit, entry => $"{entry.Sequence}");
    });

    /// <summary>Checks the whole chain, and against places where it is known to have been.</summary>
    /// <param name="heads">Places kept outside the database; may be empty.</param>
    public AuditVerification Verify(IReadOnlyCollection<AuditHead> heads) => database.Read(connection => AuditVerifier.Verify(connection, heads));

    internal static AuditHead HeadOf(SqliteConnection connection, DateTimeOffset now)
    {
        string chain = StoredChain(connection) ?? new string('0', 32);
        (long last, byte[] hash) = End(connection, chain);
        return new(chain, last, Convert.ToHexStringLower(hash), now);
    }

    internal static string? StoredChain(SqliteConnection connection) =>
        connection.Query("SELECT value FROM facts WHERE name = 'chain'", row => row.GetString(0)).FirstOrDefault();

    internal static (long Sequence, byte[] Hash)? StoredHead(SqliteConnection connection)
    {
        List<(long, byte[])> head = connection.Query("SELECT seq, hash FROM audit_head", row => (row.GetInt64(0), row.GetFieldValue<byte[]>(1)));
        return head.Count == 0 ? null : head[0];
    }

    private static (long Sequence, byte[] Hash) End(SqliteConnection connection, string chain) => StoredHead(connection) ?? (0, AuditHash.Beginning(chain));

    private static string Chain(ControlTransaction transaction)
    {
        if (StoredChain(transaction.Connection) is { } known)
            return known;
        string chain = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        transaction.Execute("INSERT INTO facts VALUES ('chain', $1)", chain);
        return chain;
    }

    private static AuditEntry Entry(SqliteDataReader row) => new()
    {
        Sequence = row.GetInt64(0),
        Time = row.Time(1),
        // A row that somebody altered is shown as it is; that it was altered is for Verify to say.
        Actor = new(row.GetString(2), Enum.TryParse(row.GetString(3), ignoreCase: true, out ActorKind kind) ? kind : ActorKind.System),
        Action = row.GetString(4),
        Subject = row.GetString(5),
        Agency = row.GetString(6),
        Details = row.GetString(7),
        Hash = Convert.ToHexStringLower(row.GetFieldValue<byte[]>(8)),
    };

    private static string KindName(ActorKind kind) => kind switch
    {
        ActorKind.Account => "account",
        ActorKind.Token => "token",
        ActorKind.Console => "console",
        ActorKind.Agent => "agent",
        _ => "system",
    };

    // What SQLite gives back must be what was hashed: no half of a surrogate pair, no NUL, where it would stop reading.
    private static string Storable(string text, int longest)
    {
        string cut = text.Length <= longest ? text : text[..longest];
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(cut)).Replace('\0', '\uFFFD');
    }
}
