using System.Text.Json;
using HueSoc.Storage.Control.Audit;

namespace HueSoc.Storage.Control.Agencies;

/// <summary>
/// Takes over the shipped list, field by field: a field that still is what the list said last takes what it says now; one that
/// is not was changed by an administrator, and stays.
/// </summary>
internal static class AgencySeed
{
    public static SeedResult Apply(ControlTransaction transaction, AuditLog audit, Actor actor, IReadOnlyList<AgencyFacts> list, string source)
    {
        int added = 0;
        int changed = 0;
        int kept = 0;
        foreach (AgencyFacts shipped in list)
        {
            string text = AgencyStore.Text(shipped);
            (AgencyFacts Now, string? Seeded)? row = Stored(transaction, shipped.Code);
            if (row is null)
            {
                AgencyStore.Insert(transaction, shipped, text);
                added++;
                continue;
            }

            if (row.Value.Seeded == text)
                continue;
            // One that an administrator added before the list knew it is the administrator's, with all its fields.
            AgencyFacts? last = row.Value.Seeded is { } seeded ? JsonSerializer.Deserialize(seeded, AgencyJson.Readable.AgencyFacts) : null;
            AgencyFacts merged = last is null ? row.Value.Now : Merge(row.Value.Now, last, shipped);
            if (AgencyStore.Text(merged) != AgencyStore.Text(row.Value.Now))
            {
                AgencyStore.Update(transaction, merged);
                changed++;
            }

            if (AgencyStore.Text(merged) != text)
                kept++;
            transaction.Execute("UPDATE agencies SET seeded = $1 WHERE code = $2", text, shipped.Code);
        }

        if (added + changed + kept > 0)
            audit.Append(transaction, actor, "agency.list_taken_over", "agencies", AuditDetails.Of(("source", source), ("added", added), ("changed", changed), ("kept", kept)));
        return new(added, changed, kept);
    }

    private static AgencyFacts Merge(AgencyFacts now, AgencyFacts last, AgencyFacts shipped) => now with
    {
        Name = now.Name == last.Name ? shipped.Name : now.Name,
        Names = AgencyStore.Names(now) == AgencyStore.Names(last) ? shipped.Names : now.Names,
        Type = now.Type == last.Type ? shipped.Type : now.Type,
        Parent = now.Parent == last.Parent ? shipped.Parent : now.Parent,
        Predecessors = AgencyStore.Predecessors(now) == AgencyStore.Predecessors(last) ? shipped.Predecessors : now.Predecessors,
        Verification = now.Verification == last.Verification ? shipped.Verification : now.Verification,
    };

    private static (AgencyFacts Now, string? Seeded)? Stored(ControlTransaction transaction, string code)
    {
        List<(AgencyFacts, string?)> rows = transaction.Query(
            "SELECT code, name, names, type, parent, predecessors, verification, seeded FROM agencies WHERE code = $1",
            row => (AgencyStore.Facts(row), row.IsDBNull(7) ? null : row.GetString(7)), code);
        return rows.Count == 0 ? null : rows[0];
    }
}
