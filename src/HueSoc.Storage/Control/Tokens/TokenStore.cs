using System.Collections.Concurrent;
using System.Collections.Frozen;
using HueSoc.Storage.Control.Accounts;
using HueSoc.Storage.Control.Agencies;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Tenancy;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Control.Tokens;

/// <summary>The tokens programs use the API with. Every change is audited in its own transaction.</summary>
/// <param name="database">The database.</param>
/// <param name="audit">The audit log.</param>
/// <param name="time">The clock.</param>
public sealed class TokenStore(ControlDatabase database, AuditLog audit, TimeProvider time)
{
    private const string Prefix = "huesoc_";
    private const int IdLength = 16;
    private const int LongestName = 128;
    private const string Columns = "tokens.id, name, role, agency, created, created_by, expires, revoked, last_used";
    private const string Source = "tokens LEFT JOIN token_use ON token_use.id = tokens.id";
    private static readonly KeyedList<ApiToken> All = new($"SELECT {Columns} FROM {Source}", "agency", "tokens.id", Row, token => token.Id);

    private static readonly TimeSpan UseIsWritten = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, DateTimeOffset> used = new(StringComparer.Ordinal);
    private readonly RevisedCopy<FrozenDictionary<string, (ApiToken Token, byte[] Hash)>> copy = new(database, "tokens", Load, time);

    /// <summary>Makes a token.</summary>
    public async ValueTask<Change<IssuedToken>> AddAsync(Actor actor, NewToken token, CancellationToken cancellationToken)
    {
        if (token.Name.Length is 0 or > LongestName || token.Name.Any(char.IsControl))
            return Change<IssuedToken>.Invalid($"a token's name has 1 to {LongestName} characters, none of them a control character");
        if (AccountRoles.Fault(token.Role, token.Agency) is { } fault)
            return Change<IssuedToken>.Invalid(fault);
        if (token.Lifetime <= TimeSpan.Zero)
            return Change<IssuedToken>.Invalid("a token lives for some time");
        string secret = Secret.New();
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset? expires = token.Lifetime is { } lifetime && lifetime < DateTimeOffset.MaxValue - now ? now + lifetime : null;
        ApiToken made = new()
        {
            Id = Secret.NewId(), Name = token.Name, Role = token.Role, Agency = token.Agency, Created = now, CreatedBy = actor.Name,
            Expires = expires, Revoked = null, LastUsed = null,
        };
        Change<IssuedToken> change = await database.WriteAsync(
            transaction =>
            {
                if (!AgencyStore.Exists(transaction.Connection, token.Agency))
                    return Change<IssuedToken>.Invalid($"there is no agency {token.Agency}");
                transaction.Execute(
                    "INSERT INTO tokens (id, name, role, agency, secret_hash, created, created_by, expires) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                    made.Id, made.Name, AccountRoles.NameOf(made.Role), made.Agency, Secret.Hash(secret), ControlTime.Of(now), made.CreatedBy, ControlTime.Of(expires));
                audit.Append(
                    transaction, actor, "token.created", Subject(made.Id),
                    AuditDetails.Of(("name", made.Name), ("role", AccountRoles.NameOf(made.Role)), ("agency", made.Agency), ("expires", expires)), made.Agency);
                return Change<IssuedToken>.Done(new(made, $"{Prefix}{made.Id}_{secret}"));
            },
            cancellationToken).ConfigureAwait(false);
        copy.Forget();
        return change;
    }

    /// <summary>Takes a token back for good.</summary>
    public async ValueTask<Change<ApiToken>> RevokeAsync(Actor actor, AgencyScope scope, string id, CancellationToken cancellationToken)
    {
        Change<ApiToken> change = await database.WriteAsync(
            transaction =>
            {
                if (Find(transaction.Connection, id) is not { } token || !scope.Allows(token.Agency))
                    return Change<ApiToken>.NotFound($"there is no token {id}");
                if (token.Revoked is not null)
                    return Change<ApiToken>.Done(token);
                transaction.Execute("UPDATE tokens SET revoked = $1 WHERE id = $2", ControlTime.Of(time.GetUtcNow()), id);
                audit.Append(transaction, actor, "token.revoked", Subject(id), AuditDetails.Of(("name", token.Name)), token.Agency);
                return Change<ApiToken>.Done(Find(transaction.Connection, id)!);
            },
            cancellationToken).ConfigureAwait(false);
        copy.Forget();
        return change;
    }

    /// <summary>A token; null when there is none of that id, or not in this scope.</summary>
    public ApiToken? Find(AgencyScope scope, string id) =>
        database.Read(connection => Find(connection, id)) is { } token && scope.Allows(token.Agency) ? token : null;

    /// <summary>Tokens by id, those that are not taken any more included.</summary>
    /// <param name="scope">Whose may be seen.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    public Page<ApiToken> List(AgencyScope scope, int limit, string? after) => database.Read(connection => All.Read(connection, scope, limit, after));

    /// <summary>
    /// The token of a text, if it is taken now; else null. A token that another process revoked is taken for at most two seconds more.
    /// </summary>
    public ApiToken? Authenticate(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || text.Length <= Prefix.Length + IdLength || text[Prefix.Length + IdLength] != '_')
            return null;
        string id = text.Substring(Prefix.Length, IdLength);
        bool known = copy.Current.TryGetValue(id, out (ApiToken Token, byte[] Hash) found);
        if (!Secret.Matches(text[(Prefix.Length + IdLength + 1)..], known ? found.Hash : null))
            return null;
        DateTimeOffset now = time.GetUtcNow();
        if (found.Token.Revoked is not null || found.Token.Expires <= now)
            return null;
        NoteUse(id, now);
        return found.Token;
    }

    private static string Subject(string id) => $"token:{id}";

    private static ApiToken? Find(SqliteConnection connection, string id) =>
        connection.Query($"SELECT {Columns} FROM {Source} WHERE tokens.id = $1", Row, id).FirstOrDefault();

    private static FrozenDictionary<string, (ApiToken Token, byte[] Hash)> Load(SqliteConnection connection) => connection
        .Query($"SELECT {Columns}, secret_hash FROM {Source} WHERE revoked IS NULL", row => (Token: Row(row), Hash: row.GetFieldValue<byte[]>(9)))
        .ToFrozenDictionary(token => token.Token.Id, StringComparer.Ordinal);

    private static ApiToken Row(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Name = row.GetString(1),
        Role = AccountRoles.TryParse(row.GetString(2), out AccountRole role) ? role : throw new InvalidOperationException($"the token {row.GetString(0)} has the unknown role {row.GetString(2)}"),
        Agency = row.GetString(3),
        Created = row.Time(4),
        CreatedBy = row.GetString(5),
        Expires = row.TimeOrNull(6),
        Revoked = row.TimeOrNull(7),
        LastUsed = row.TimeOrNull(8),
    };

    // Requests do not wait for this, and losing one does not matter.
    private void NoteUse(string id, DateTimeOffset now)
    {
        if (used.TryGetValue(id, out DateTimeOffset last) && now - last < UseIsWritten)
            return;
        used[id] = now;
        _ = WriteUseAsync(id, now);
    }

    private async Task WriteUseAsync(string id, DateTimeOffset now)
    {
        try
        {
            await database.WriteAsync(
                transaction => transaction.Execute("INSERT OR REPLACE INTO token_use VALUES ($1, $2)", id, ControlTime.Of(now)), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SqliteException or ObjectDisposedException)
        {
            used.TryRemove(id, out _);
        }
    }
}
