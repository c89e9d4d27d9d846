using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Control.Audit;

/// <summary>Reads the chain from its beginning to its end and makes every hash again.</summary>
internal sealed class AuditVerifier
{
    private const int MostFaults = 100;

    private readonly ImmutableArray<AuditFault>.Builder faults = ImmutableArray.CreateBuilder<AuditFault>();
    private readonly Dictionary<long, string> found = [];
    private readonly string? chain;
    private long moreFaults;
    private byte[] hash;
    private long last;
    private long entries;
    private long lastTime;

    private AuditVerifier(string? chain)
    {
        this.chain = chain;
        hash = AuditHash.Beginning(chain ?? string.Empty);
    }

    /// <summary>Checks a chain.</summary>
    public static AuditVerification Verify(SqliteConnection connection, IReadOnlyCollection<AuditHead> heads)
    {
        AuditVerifier verifier = new(AuditLog.StoredChain(connection));
        verifier.Walk(connection, [.. heads.Select(head => head.Sequence)]);
        verifier.CheckEnd(connection);
        AuditHead? confirmed = verifier.CheckHeads(heads);
        return verifier.Result(heads.Count, confirmed);
    }

    private void Walk(SqliteConnection connection, HashSet<long> wanted)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT seq, time, actor, kind, action, subject, agency, details, hash FROM audit ORDER BY seq";
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            long sequence = row.GetInt64(0);
            entries++;
            if (sequence != last + 1)
            {
                Add(AuditFaultKind.Missing, sequence, last + 1 >= sequence ? Text($"entry {sequence} has a number that no entry can have")
                    : last + 1 == sequence - 1 ? Text($"entry {last + 1} is missing") : Text($"entries {last + 1} to {sequence - 1} are missing"));
            }

            byte[]? stored = Blob(row, 8);
            lastTime = Number(row, 1);
            byte[] made = AuditHash.Of(hash, sequence, lastTime, String(row, 2), String(row, 3), String(row, 4), String(row, 5), String(row, 6), String(row, 7));
            // After a hole nothing can follow from what stands before it; that is one fault, not two.
            if (sequence == last + 1 && !made.AsSpan().SequenceEqual(stored))
                Add(AuditFaultKind.Broken, sequence, Text($"entry {sequence} does not follow from the one before it: it was changed, put in or moved, or the one before it was"));
            hash = stored ?? made;
            last = sequence;
            if (wanted.Contains(sequence))
                found[sequence] = Convert.ToHexStringLower(hash);
        }
    }

    // The database notes where the chain ends. Who cuts rows off may forget that.
    private void CheckEnd(SqliteConnection connection)
    {
        (long Sequence, byte[] Hash)? noted = AuditLog.StoredHead(connection);
        if (noted is null && entries == 0)
            return;
        if (noted is null)
            Add(AuditFaultKind.Truncated, last, "the database's own note of where the chain ends is missing");
        else if (noted.Value.Sequence > last)
            Add(AuditFaultKind.Truncated, noted.Value.Sequence, Text($"the chain ends at entry {last}, and the database notes that it ended at entry {noted.Value.Sequence}"));
        else if (noted.Value.Sequence < last || !noted.Value.Hash.AsSpan().SequenceEqual(hash))
            Add(AuditFaultKind.Broken, last, Text($"the last entry, {last}, is not the one that the database notes as the last"));
    }

    private AuditHead? CheckHeads(IReadOnlyCollection<AuditHead> heads)
    {
        AuditHead? confirmed = null;
        foreach (AuditHead head in heads.OrderBy(head => head.Sequence))
        {
            if (head.Chain != chain)
                Add(AuditFaultKind.OtherChain, head.Sequence, Text($"the known place at entry {head.Sequence} ({head.Time.UtcDateTime:u}) is of the chain {head.Chain}, and this is {chain ?? "an empty one"}"));
            else if (head.Sequence > last)
                Add(AuditFaultKind.Truncated, head.Sequence, Text($"the chain ends at entry {last}, and on {head.Time.UtcDateTime:u} it was known to reach entry {head.Sequence}"));
            else if (head.Sequence > 0 && (!found.TryGetValue(head.Sequence, out string? here) || here != head.Hash))
                Add(AuditFaultKind.Rewritten, head.Sequence, Text($"entry {head.Sequence} is not the one that was known on {head.Time.UtcDateTime:u}: the chain was rewritten at or before it"));
            else
                confirmed = head;
        }

        return confirmed;
    }

    private AuditVerification Result(int heads, AuditHead? confirmed)
    {
        ImmutableArray<string>.Builder open = ImmutableArray.CreateBuilder<string>();
        if (heads == 0)
            open.Add("No place of the chain known from outside was given: someone who can write the file could have made the whole chain anew, or cut off its end and the note of it.");
        else if (confirmed is null)
            open.Add("None of the known places is on this chain, so they confirm nothing.");
        else if (confirmed.Sequence < last)
            open.Add(Text($"Entries {confirmed.Sequence + 1} to {last} are later than the last known place (entry {confirmed.Sequence}, {confirmed.Time.UtcDateTime:u}): someone who can write the file could have rewritten them, or cut off what followed."));
        else
            open.Add(Text($"Acts after the last known place (entry {confirmed.Sequence}, {confirmed.Time.UtcDateTime:u}) could have been cut off without a trace."));
        open.Add("That every act was written when it was done is the program's promise; a chain cannot show it.");
        return new()
        {
            Chain = chain ?? string.Empty,
            Entries = entries,
            Head = new(chain ?? string.Empty, last, Convert.ToHexStringLower(hash), SafeTime()),
            Faults = faults.ToImmutable(),
            MoreFaults = moreFaults,
            Confirmed = confirmed,
            NotRuledOut = open.ToImmutable(),
        };
    }

    private void Add(AuditFaultKind kind, long sequence, string message)
    {
        if (faults.Count < MostFaults)
            faults.Add(new(kind, sequence, message));
        else
            moreFaults++;
    }

    private DateTimeOffset SafeTime() => lastTime is > 0 and < 2_534_023_008_000_000_000 ? ControlTime.From(lastTime) : DateTimeOffset.UnixEpoch;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    // A hand at the file may have put anything anywhere; it is read as what it is.
    private static string String(SqliteDataReader row, int column) => row.GetValue(column) as string ?? "\uFFFF";

    private static long Number(SqliteDataReader row, int column) => row.GetValue(column) is long number ? number : long.MinValue;

    private static byte[]? Blob(SqliteDataReader row, int column) => row.GetValue(column) as byte[];
}
