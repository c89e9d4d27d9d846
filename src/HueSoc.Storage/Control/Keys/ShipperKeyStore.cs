using System.Collections.Frozen;
using System.Globalization;
using HueSoc.Storage.Control.Agencies;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Tenancy;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Control.Keys;

/// <summary>The keys shippers ingest with. Every change is audited in its own transaction.</summary>
/// <param name="database">The database.</param>
/// <param name="audit">The audit log.</param>
/// <param name="time">The clock.</param>
public sealed class ShipperKeyStore(ControlDatabase database, AuditLog audit, TimeProvider time)
{
    private const int LongestName = 64;
    private const string Columns = "id, name, agency, created, created_by, events_per_second, burst, bytes_per_day, disabled, version";
    private static readonly KeyedList<ShipperKey> All = new($"SELECT {Columns} FROM shipper_keys", "agency", "name", Row, key => key.Name);

    private readonly RevisedCopy<FrozenDictionary<string, (ShipperKey Key, byte[] Hash)>> copy = new(database, "shipper_keys", Load, time);

    /// <summary>Makes a key. <see cref="ChangeOutcome.Conflict"/>: a key has, or had, that name.</summary>
    public async ValueTask<Change<IssuedKey>> AddAsync(Actor actor, NewKey key, CancellationToken cancellationToken)
    {
        string id = Secret.NewId();
        string name = key.Name.Length > 0 ? key.Name : $"{(key.Agency.Length > 0 ? key.Agency.ToLowerInvariant() : "city")}-{id[..6]}";
        if ((NameFault(name) ?? key.Quota.Fault()) is { } fault)
            return Change<IssuedKey>.Invalid(fault);
        string secret = Secret.New();
        Change<IssuedKey> change = await database.WriteAsync(
            transaction =>
            {
                if (!AgencyStore.Exists(transaction.Connection, key.Agency))
                    return Change<IssuedKey>.Invalid($"there is no agency {key.Agency}");
                if (transaction.Connection.Number("SELECT EXISTS (SELECT 1 FROM shipper_keys WHERE name = $1)", name) != 0)
                    return Change<IssuedKey>.Conflict($"there is, or was, a key {name}; names of keys are not given twice");
                transaction.Execute(
                    "INSERT INTO shipper_keys (id, name, agency, secret_hash, created, created_by, events_per_second, burst, bytes_per_day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                    id, name, key.Agency, Secret.Hash(secret), ControlTime.Of(time.GetUtcNow()), actor.Name, key.Quota.EventsPerSecond, key.Quota.Burst, key.Quota.BytesPerDay);
                audit.Append(transaction, actor, "key.created", Subject(id), Details(name, key.Agency, key.Quota), key.Agency);
                return Change<IssuedKey>.Done(new(Find(transaction.Connection, id)!, secret));
            },
            cancellationToken).ConfigureAwait(false);
        copy.Forget();
        return change;
    }

    /// <summary>Changes what a key may send, or whether it is taken.</summary>
    /// <param name="actor">Who does it.</param>
    /// <param name="scope">Whose keys they may see.</param>
    /// <param name="id">The key.</param>
    /// <param name="expectedVersion">The version the change was thought out for; null for any.</param>
    /// <param name="quota">What it may send; null for as before.</param>
    /// <param name="disabled">Whether it is not taken; null for as before.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<Change<ShipperKey>> UpdateAsync(
        Actor actor, AgencyScope scope, string id, long? expectedVersion, KeyQuota? quota, bool? disabled, CancellationToken cancellationToken)
    {
        if (quota?.Fault() is { } fault)
            return Change<ShipperKey>.Invalid(fault);
        Change<ShipperKey> change = await database.WriteAsync(
            transaction =>
            {
                if (Find(transaction.Connection, id) is not { } before || !scope.Allows(before.Agency))
                    return Change<ShipperKey>.NotFound($"there is no key {id}");
                if (expectedVersion is { } version && version != before.Version)
                    return Change<ShipperKey>.Conflict($"the key was changed meanwhile: it is at version {before.Version}");
                KeyQuota now = quota ?? before.Quota;
                DateTimeOffset? since = disabled switch { true => before.Disabled ?? time.GetUtcNow(), false => null, null => before.Disabled };
                transaction.Execute(
                    "UPDATE shipper_keys SET events_per_second = $1, burst = $2, bytes_per_day = $3, disabled = $4, version = version + 1 WHERE id = $5",
                    now.EventsPerSecond, now.Burst, now.BytesPerDay, ControlTime.Of(since), id);
                string action = since is null == before.Disabled is null ? "key.changed" : since is null ? "key.enabled" : "key.disabled";
                audit.Append(transaction, actor, action, Subject(id), Details(before.Name, before.Agency, now), before.Agency);
                return Change<ShipperKey>.Done(Find(transaction.Connection, id)!);
            },
            cancellationToken).ConfigureAwait(false);
        copy.Forget();
        return change;
    }

    /// <summary>A key; null when there is none of that id, or not in this scope.</summary>
    public ShipperKey? Find(AgencyScope scope, string id) =>
        database.Read(connection => Find(connection, id)) is { } key && scope.Allows(key.Agency) ? key : null;

    /// <summary>Keys by name, disabled ones included.</summary>
    /// <param name="scope">Whose may be seen.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    public Page<ShipperKey> List(AgencyScope scope, int limit, string? after) => database.Read(connection => All.Read(connection, scope, limit, after));

    /// <summary>
    /// The key of an id and a secret, if it is taken now; else null. Costs no disk; a key that another process disabled is taken for at most two seconds more.
    /// </summary>
    public ShipperKey? Authenticate(string id, string secret)
    {
        bool known = copy.Current.TryGetValue(id, out (ShipperKey Key, byte[] Hash) found);
        return Secret.Matches(secret, known ? found.Hash : null) && found.Key.Disabled is null ? found.Key : null;
    }

    /// <summary>Adds to what keys sent. Meant to be called every some seconds with what was counted meanwhile; a crash loses that much of the count.</summary>
    public async ValueTask AddUseAsync(IReadOnlyCollection<KeyUse> uses, CancellationToken cancellationToken) => await database.WriteAsync(
        transaction =>
        {
            foreach (KeyUse use in uses)
            {
                transaction.Execute(
                    """
                    INSERT INTO shipper_key_use VALUES ($1, $2, $3, $4, $5)
                    ON CONFLICT (id, day) DO UPDATE SET events = events + $3, bytes = bytes + $4, last_used = max(last_used, $5)
                    """,
                    use.KeyId, DayText(use.Day), use.Events, use.Bytes, ControlTime.Of(use.LastUsed));
            }

            return uses.Count;
        },
        cancellationToken).ConfigureAwait(false);

    /// <summary>What keys sent on a day, for the byte quota after a start.</summary>
    /// <param name="scope">Whose may be seen.</param>
    /// <param name="day">The UTC day.</param>
    public IReadOnlyList<KeyUse> UseOn(AgencyScope scope, DateOnly day) => database.Read(connection => connection
        .Query(
            "SELECT shipper_key_use.id, events, bytes, last_used, agency FROM shipper_key_use JOIN shipper_keys ON shipper_keys.id = shipper_key_use.id WHERE day = $1",
            row => (Use: new KeyUse(row.GetString(0), day, row.GetInt64(1), row.GetInt64(2), row.Time(3)), Agency: row.GetString(4)), DayText(day))
        .Where(row => scope.Allows(row.Agency)).Select(row => row.Use).ToList());

    private static string Subject(string id) => $"key:{id}";

    private static string DayText(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Details(string name, string agency, KeyQuota quota) => AuditDetails.Of(
        ("name", name), ("agency", agency), ("events_per_second", quota.EventsPerSecond), ("burst", quota.Burst), ("bytes_per_day", quota.BytesPerDay));

    private static string? NameFault(string name) =>
        name.Length is > 0 and <= LongestName && char.IsAsciiLetterOrDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_')
            ? null
            : $"a key's name has 1 to {LongestName} ASCII letters, digits and . - _, and begins with a letter or digit";

    private static ShipperKey? Find(SqliteConnection connection, string id) =>
        connection.Query($"SELECT {Columns} FROM shipper_keys WHERE id = $1", Row, id).FirstOrDefault();

    private static FrozenDictionary<string, (ShipperKey Key, byte[] Hash)> Load(SqliteConnection connection) => connection
        .Query($"SELECT {Columns}, secret_hash FROM shipper_keys WHERE disabled IS NULL", row => (Key: Row(row), Hash: row.GetFieldValue<byte[]>(10)))
        .ToFrozenDictionary(key => key.Key.Id, StringComparer.Ordinal);

    private static ShipperKey Row(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Name = row.GetString(1),
        Agency = row.GetString(2),
        Created = row.Time(3),
        CreatedBy = row.GetString(4),
        Quota = new(row.NumberOrNull(5), row.NumberOrNull(6), row.NumberOrNull(7)),
        Disabled = row.TimeOrNull(8),
        Version = row.GetInt64(9),
    };
}
