using HueSoc.Fleet.Enrollment;
using HueSoc.Storage.Control.Agencies;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Tenancy;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Control.Agents;

/// <summary>The tokens agents are enrolled with. Every change is audited in its own transaction.</summary>
/// <param name="database">The database.</param>
/// <param name="audit">The audit log.</param>
/// <param name="time">The clock.</param>
public sealed class EnrollmentTokenStore(ControlDatabase database, AuditLog audit, TimeProvider time)
{
    private const string Prefix = "enroll_";
    private const int IdLength = 16;
    private const int MostUses = 10_000;
    private const string Columns = "id, agency, group_name, class, uses, uses_left, created, created_by, expires, revoked";
    private static readonly TimeSpan UsualLifetime = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(365);
    private static readonly KeyedList<EnrollmentToken> All = new($"SELECT {Columns} FROM enrollment_tokens", "agency", "id", Row, token => token.Id);

    /// <summary>Makes a token.</summary>
    public async ValueTask<Change<IssuedEnrollmentToken>> AddAsync(Actor actor, NewEnrollmentToken token, CancellationToken cancellationToken)
    {
        TimeSpan lifetime = token.Lifetime ?? UsualLifetime;
        if (lifetime <= TimeSpan.Zero || lifetime > LongestLifetime)
            return Change<IssuedEnrollmentToken>.Invalid($"a token for enrollment lives for up to {LongestLifetime.Days} days, was {lifetime}");
        if (token.Uses is < 1 or > MostUses)
            return Change<IssuedEnrollmentToken>.Invalid($"a token for enrollment lets in 1 to {MostUses} agents, was {token.Uses}");
        if (token.Group is not null && AgentGroups.Fault(token.Group) is { } fault)
            return Change<IssuedEnrollmentToken>.Invalid(fault);
        string id = Secret.NewId();
        string secret = Secret.New();
        DateTimeOffset now = time.GetUtcNow();
        return await database.WriteAsync(
            transaction =>
            {
                if (!AgencyStore.Exists(transaction.Connection, token.Agency))
                    return Change<IssuedEnrollmentToken>.Invalid($"there is no agency {token.Agency}");
                transaction.Execute(
                    """
                    INSERT INTO enrollment_tokens (id, secret_hash, agency, group_name, class, uses, uses_left, created, created_by, expires)
                    VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9)
                    """,
                    id, Secret.Hash(secret), token.Agency, token.Group, (long?)token.Class, token.Uses, ControlTime.Of(now), actor.Name, ControlTime.Of(now + lifetime));
                audit.Append(
                    transaction, actor, "enrollment_token.created", Subject(id),
                    AuditDetails.Of(("agency", token.Agency), ("group", token.Group), ("class", token.Class), ("uses", token.Uses), ("expires", now + lifetime)), token.Agency);
                return Change<IssuedEnrollmentToken>.Done(new(Find(transaction.Connection, id)!, $"{Prefix}{id}_{secret}"));
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes a token back for good. Agents that were enrolled with it stay.</summary>
    public async ValueTask<Change<EnrollmentToken>> RevokeAsync(Actor actor, AgencyScope scope, string id, CancellationToken cancellationToken) => await database.WriteAsync(
        transaction =>
        {
            if (Find(transaction.Connection, id) is not { } token || !scope.Allows(token.Agency))
                return Change<EnrollmentToken>.NotFound($"there is no token {id} for enrollment");
            if (token.Revoked is not null)
                return Change<EnrollmentToken>.Done(token);
            transaction.Execute("UPDATE enrollment_tokens SET revoked = $1 WHERE id = $2", ControlTime.Of(time.GetUtcNow()), id);
            audit.Append(transaction, actor, "enrollment_token.revoked", Subject(id), AuditDetails.None, token.Agency);
            return Change<EnrollmentToken>.Done(Find(transaction.Connection, id)!);
        },
        cancellationToken).ConfigureAwait(false);

    /// <summary>A token; null when there is none of that id, or not in this scope.</summary>
    public EnrollmentToken? Find(AgencyScope scope, string id) =>
        database.Read(connection => Find(connection, id)) is { } token && scope.Allows(token.Agency) ? token : null;

    /// <summary>Tokens by id, those that are not taken any more included.</summary>
    /// <param name="scope">Whose may be seen.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    public Page<EnrollmentToken> List(AgencyScope scope, int limit, string? after) => database.Read(connection => All.Read(connection, scope, limit, after));

    /// <summary>What the audit log calls a token.</summary>
    internal static string Subject(string id) => $"enrollment_token:{id}";

    /// <summary>The token of a text; null when there is none. Whether it is taken now is for the caller to see.</summary>
    internal static EnrollmentToken? Of(ControlTransaction transaction, string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || text.Length <= Prefix.Length + IdLength || text[Prefix.Length + IdLength] != '_')
            return null;
        string id = text.Substring(Prefix.Length, IdLength);
        byte[]? hash = transaction.Query("SELECT secret_hash FROM enrollment_tokens WHERE id = $1", row => row.GetFieldValue<byte[]>(0), id).FirstOrDefault();
        return Secret.Matches(text[(Prefix.Length + IdLength + 1)..], hash) ? Find(transaction.Connection, id) : null;
    }

    private static EnrollmentToken? Find(SqliteConnection connection, string id) =>
        connection.Query($"SELECT {Columns} FROM enrollment_tokens WHERE id = $1", Row, id).FirstOrDefault();

    private static EnrollmentToken Row(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Agency = row.GetString(1),
        Group = row.TextOrNull(2),
        Class = (DeviceClass?)row.NumberOrNull(3),
        Uses = row.GetInt64(4),
        UsesLeft = row.GetInt64(5),
        Created = row.Time(6),
        CreatedBy = row.GetString(7),
        Expires = row.Time(8),
        Revoked = row.TimeOrNull(9),
    };
}
