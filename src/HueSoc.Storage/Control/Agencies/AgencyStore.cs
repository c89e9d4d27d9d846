using System.Text.Json;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Tenancy;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Control.Agencies;

/// <summary>The register of agencies: who there is, who is below whom, who was merged into whom. Every change is audited in its own transaction.</summary>
/// <param name="database">The database.</param>
/// <param name="audit">The audit log.</param>
/// <param name="time">The clock.</param>
public sealed class AgencyStore(ControlDatabase database, AuditLog audit, TimeProvider time)
{
    private const string Columns = "code, name, names, type, parent, predecessors, verification, seeded, version";
    private static readonly KeyedList<Agency> All = new($"SELECT {Columns} FROM agencies", "code", "code", Row, agency => agency.Code);

    private readonly RevisedCopy<AgencyTree> copy = new(
        database, "agencies", connection => new AgencyTree(connection.Query($"SELECT {Columns} FROM agencies", Row)), time);

    /// <summary>What an officer of an agency may see: the agency, those below it, those merged into any of these, and so on. A code that is not in the register stands for itself.</summary>
    /// <exception cref="ArgumentException">The code is empty.</exception>
    public AgencyScope ScopeOf(string code) => copy.Current.ScopeOf(code);

    /// <summary>An agency; null when there is none of that code, or not in this scope. Costs no disk.</summary>
    public Agency? Find(AgencyScope scope, string code) => scope.Allows(code) ? copy.Current.Find(code) : null;

    /// <summary>Agencies by code.</summary>
    /// <param name="scope">Which may be seen.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    public Page<Agency> List(AgencyScope scope, int limit, string? after) => database.Read(connection => All.Read(connection, scope, limit, after));

    /// <summary>Adds an agency. <see cref="ChangeOutcome.Conflict"/>: the code is taken.</summary>
    public async ValueTask<Change<Agency>> AddAsync(Actor actor, AgencyFacts facts, CancellationToken cancellationToken)
    {
        Change<Agency> change = await database.WriteAsync(
            transaction =>
            {
                AgencyTree tree = Tree(transaction);
                if (tree.Find(facts.Code) is not null)
                    return Change<Agency>.Conflict($"there is an agency {facts.Code} already");
                if (tree.Fault(facts) is { } fault)
                    return Change<Agency>.Invalid(fault);
                Insert(transaction, facts, seeded: null);
                audit.Append(transaction, actor, "agency.created", Subject(facts.Code), Text(facts), facts.Code);
                return Change<Agency>.Done(new(facts, IsShipped: false, Version: 1));
            },
            cancellationToken).ConfigureAwait(false);
        copy.Forget();
        return change;
    }

    /// <summary>Changes an agency.</summary>
    /// <param name="actor">Who does it.</param>
    /// <param name="code">The agency.</param>
    /// <param name="expectedVersion">The version the change was thought out for; null for any.</param>
    /// <param name="edit">What is changed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<Change<Agency>> UpdateAsync(Actor actor, string code, long? expectedVersion, AgencyEdit edit, CancellationToken cancellationToken)
    {
        Change<Agency> change = await database.WriteAsync(
            transaction =>
            {
                AgencyTree tree = Tree(transaction);
                if (tree.Find(code) is not { } before)
                    return Change<Agency>.NotFound($"there is no agency {code}");
                if (expectedVersion is { } version && version != before.Version)
                    return Change<Agency>.Conflict($"the agency was changed meanwhile: it is at version {before.Version}");
                AgencyFacts facts = before.Facts with
                {
                    Name = edit.Name ?? before.Facts.Name,
                    Names = edit.Names ?? before.Facts.Names,
                    Type = edit.Type ?? before.Facts.Type,
                    Parent = edit.Parent ?? before.Facts.Parent,
                    Predecessors = edit.Predecessors ?? before.Facts.Predecessors,
                    Verification = edit.Verification ?? before.Facts.Verification,
                };
                if (tree.Fault(facts) is { } fault)
                    return Change<Agency>.Invalid(fault);
                Update(transaction, facts);
                audit.Append(transaction, actor, "agency.changed", Subject(code), $$"""{"before":{{Text(before.Facts)}},"after":{{Text(facts)}}}""", code);
                return Change<Agency>.Done(before with { Facts = facts, Version = before.Version + 1 });
            },
            cancellationToken).ConfigureAwait(false);
        copy.Forget();
        return change;
    }

    /// <summary>
    /// Takes over a shipped list: adds what is new, and changes what the list says differently than it said before, except where an
    /// administrator changed it meanwhile. Nothing is removed. A list that says nothing new writes nothing.
    /// </summary>
    /// <param name="actor">Who does it.</param>
    /// <param name="list">The list, which has been checked.</param>
    /// <param name="source">What it is, for the audit log.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<SeedResult> SeedAsync(Actor actor, IReadOnlyList<AgencyFacts> list, string source, CancellationToken cancellationToken)
    {
        SeedResult result = await database.WriteAsync(transaction => AgencySeed.Apply(transaction, audit, actor, list, source), cancellationToken).ConfigureAwait(false);
        copy.Forget();
        return result;
    }

    /// <summary>Whether there is an agency of a code; the empty code is the city, which there always is.</summary>
    internal static bool Exists(SqliteConnection connection, string code) =>
        code.Length == 0 || connection.Number("SELECT EXISTS (SELECT 1 FROM agencies WHERE code = $1)", code) != 0;

    internal static string Text(AgencyFacts facts) => JsonSerializer.Serialize(facts, AgencyJson.Readable.AgencyFacts);

    internal static void Insert(ControlTransaction transaction, AgencyFacts facts, string? seeded) => transaction.Execute(
        "INSERT INTO agencies (code, name, names, type, parent, predecessors, verification, seeded) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        facts.Code, facts.Name, Names(facts), facts.Type, facts.Parent, Predecessors(facts), facts.Verification, seeded);

    internal static void Update(ControlTransaction transaction, AgencyFacts facts) => transaction.Execute(
        "UPDATE agencies SET name = $1, names = $2, type = $3, parent = $4, predecessors = $5, verification = $6, version = version + 1 WHERE code = $7",
        facts.Name, Names(facts), facts.Type, facts.Parent, Predecessors(facts), facts.Verification, facts.Code);

    internal static string Names(AgencyFacts facts) => JsonSerializer.Serialize(facts.Names, AgencyJson.Readable.ImmutableArrayString);

    internal static string Predecessors(AgencyFacts facts) => JsonSerializer.Serialize(facts.Predecessors, AgencyJson.Readable.ImmutableArrayPredecessor);

    private static string Subject(string code) => $"agency:{code}";

    private static AgencyTree Tree(ControlTransaction transaction) => new(transaction.Query($"SELECT {Columns} FROM agencies", Row));

    internal static AgencyFacts Facts(SqliteDataReader row) => new()
    {
        Code = row.GetString(0),
        Name = row.GetString(1),
        Names = JsonSerializer.Deserialize(row.GetString(2), AgencyJson.Readable.ImmutableArrayString),
        Type = row.GetString(3),
        Parent = row.GetString(4),
        Predecessors = JsonSerializer.Deserialize(row.GetString(5), AgencyJson.Readable.ImmutableArrayPredecessor),
        Verification = row.GetString(6),
    };

    private static Agency Row(SqliteDataReader row) => new(Facts(row), IsShipped: !row.IsDBNull(7), Version: row.GetInt64(8));
}
