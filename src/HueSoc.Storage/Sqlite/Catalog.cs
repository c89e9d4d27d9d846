using HueSoc.Storage.EventStore;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Sqlite;

#pragma warning disable MA0048 // The catalogue and its rows are one thing.
/// <summary>A file as the catalogue knows it.</summary>
internal readonly record struct CatalogFile(string Name, long Events, long First, long Last, bool Deleting);

/// <summary>A damaged file that was set aside.</summary>
internal readonly record struct CatalogRepair(string Aside, string Name, int State, long First, long Last, long Lost);

/// <summary>
/// <c>catalog.db</c>: what must be known even when day files are gone: which files there are, how far numbers were given, which numbers are gone for good
/// and why. Safe for several threads.
/// </summary>
internal sealed class Catalog : IDisposable
{
    /// <summary>The file's name.</summary>
    public const string FileName = "catalog.db";

    /// <summary>How many numbers are claimed at once: one more write to disk for so many events.</summary>
    public const int Stride = 16_384;

    private readonly Lock gate = new();
    private readonly SqliteConnection connection;
    private long ceiling;

    private Catalog(SqliteConnection connection, bool isNew)
    {
        this.connection = connection;
        IsNew = isNew;
        ceiling = SqliteText.Integer(connection, "SELECT value FROM facts WHERE name = 'ceiling'");
        WasClean = SqliteText.Integer(connection, "SELECT value FROM facts WHERE name = 'clean'") == 1;
        Deleted = Ranges("deleted");
        Lost = Ranges("lost");
    }

    /// <summary>Whether there was none, or only a damaged one.</summary>
    public bool IsNew { get; }

    /// <summary>Whether the store was closed in good order the last time, with nothing written since.</summary>
    public bool WasClean { get; }

    /// <summary>No number above this was ever given.</summary>
    public long Ceiling => Interlocked.Read(ref ceiling);

    /// <summary>Numbers deleted with their day.</summary>
    public SequenceRanges Deleted { get; private set; }

    /// <summary>Numbers lost to damage.</summary>
    public SequenceRanges Lost { get; private set; }

    /// <summary>Opens the catalogue of a folder; one that is damaged is set aside, and a new one made.</summary>
    public static Catalog Open(string folder)
    {
        string path = Path.Combine(folder, FileName);
        bool isNew = !File.Exists(path) || new FileInfo(path).Length == 0;
        try
        {
            return new(Connect(path), isNew);
        }
        catch (SqliteException e) when (DayFileDamagedException.IsDamage(e))
        {
            string aside = SetAside.FreeName(path);
            SetAside.Move(path, aside);
            return new(Connect(path), isNew: true);
        }
    }

    /// <summary>
    /// Makes a copy of a catalogue say that the store was not closed in good order, so that whoever opens it looks at the files instead of believing it.
    /// </summary>
    /// <param name="copy">The copy, which nobody has open. It stays a single file without a log.</param>
    public static void MarkUnclean(string copy)
    {
        using SqliteConnection opened = new(new SqliteConnectionStringBuilder { DataSource = copy, Pooling = false }.ConnectionString);
        opened.Open();
        SqliteText.Execute(opened, "PRAGMA journal_mode = DELETE; UPDATE facts SET value = 0 WHERE name = 'clean'; PRAGMA journal_mode = WAL");
    }

    /// <summary>Claims numbers, so that none of them is given again whatever becomes of the files.</summary>
    /// <param name="last">The highest that is about to be given.</param>
    /// <param name="files">The files, to be noted in the same write.</param>
    public void Claim(long last, Func<IEnumerable<CatalogFile>> files)
    {
        if (last <= Ceiling)
            return;
        Write(() =>
        {
            long claimed = last + Stride;
            Fact("ceiling", claimed);
            Fact("clean", 0);
            foreach (CatalogFile file in files())
                Put(file);
            return claimed;
        });
    }

    /// <summary>Notes a file that is about to be made or deleted.</summary>
    public void Note(CatalogFile file) => Write(() =>
    {
        Put(file);
        return ceiling;
    });

    /// <summary>Forgets a file.</summary>
    public void Forget(string name) => Write(() =>
    {
        Run("DELETE FROM files WHERE name = $name", ("$name", name));
        return ceiling;
    });

    /// <summary>Notes that all is well and closed.</summary>
    public void Close(long last, IEnumerable<CatalogFile> files) => Write(() =>
    {
        foreach (CatalogFile file in files)
            Put(file);
        Fact("ceiling", last);
        Fact("clean", 1);
        return last;
    });

    /// <summary>Notes numbers that are gone, and a file in the same write.</summary>
    public void AddGaps(string reason, IEnumerable<SequenceRange> ranges, CatalogFile? file, CatalogRepair? repair)
    {
        bool lost = reason == "lost";
        SequenceRanges merged = (lost ? Lost : Deleted).With(ranges);
        Write(() =>
        {
            Run("DELETE FROM gaps WHERE reason = $reason", ("$reason", reason));
            foreach (SequenceRange range in merged.All)
            {
                Run("INSERT INTO gaps (reason, first, last) VALUES ($reason, $first, $last)",
                    ("$reason", reason), ("$first", range.First), ("$last", range.Last));
            }

            if (file is CatalogFile noted)
                Put(noted);
            if (repair is CatalogRepair known)
                Put(known);
            return ceiling;
        });
        if (lost)
            Lost = merged;
        else
            Deleted = merged;
    }

    /// <summary>Notes how far a repair is.</summary>
    public void Note(CatalogRepair repair) => Write(() =>
    {
        Put(repair);
        return ceiling;
    });

    /// <summary>The files.</summary>
    public List<CatalogFile> Files() => Query(
        "SELECT name, events, first, last, deleting FROM files ORDER BY name",
        r => new CatalogFile(r.GetString(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4) != 0));

    /// <summary>The repairs.</summary>
    public List<CatalogRepair> Repairs() => Query(
        "SELECT aside, name, state, first, last, lost FROM repairs ORDER BY aside",
        r => new CatalogRepair(r.GetString(0), r.GetString(1), r.GetInt32(2), r.GetInt64(3), r.GetInt64(4), r.GetInt64(5)));

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private static SqliteConnection Connect(string path)
    {
        SqliteConnectionStringBuilder builder = new() { DataSource = path, Pooling = false, DefaultTimeout = 30 };
        SqliteConnection opened = new(builder.ConnectionString);
        try
        {
            OwnersAlone.MakeFile(path);
            opened.Open();
            SqliteText.Execute(opened, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
            if (SqliteText.Integer(opened, "SELECT count(*) FROM sqlite_schema") == 0)
                SqliteText.Execute(opened, $"BEGIN IMMEDIATE; {SqliteText.Schema("Catalog.sql")} COMMIT");
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private SequenceRanges Ranges(string reason) => SequenceRanges.Empty.With(Query(
        $"SELECT first, last FROM gaps WHERE reason = '{reason}'", r => new SequenceRange(r.GetInt64(0), r.GetInt64(1))));

    private void Fact(string name, long value) => Run(
        "INSERT INTO facts (name, value) VALUES ($name, $value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        ("$name", name), ("$value", value));

    private void Put(CatalogFile file) => Run(
        "INSERT OR REPLACE INTO files (name, events, first, last, deleting) VALUES ($name, $events, $first, $last, $deleting)",
        ("$name", file.Name), ("$events", file.Events), ("$first", file.First), ("$last", file.Last), ("$deleting", file.Deleting ? 1L : 0L));

    private void Put(CatalogRepair repair) => Run(
        "INSERT OR REPLACE INTO repairs (aside, name, state, first, last, lost) VALUES ($aside, $name, $state, $first, $last, $lost)",
        ("$aside", repair.Aside), ("$name", repair.Name), ("$state", (long)repair.State), ("$first", repair.First), ("$last", repair.Last), ("$lost", repair.Lost));

    // Everything in one transaction; the ceiling it gives is taken over once it is on disk.
    private void Write(Func<long> work)
    {
        lock (gate)
        {
            using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
            long claimed = work();
            transaction.Commit();
            Interlocked.Exchange(ref ceiling, claimed);
        }
    }

    private void Run(string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object value) in values)
            command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }

    private List<T> Query<T>(string sql, Func<SqliteDataReader, T> row)
    {
        lock (gate)
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = sql;
            using SqliteDataReader reader = command.ExecuteReader();
            List<T> rows = [];
            while (reader.Read())
                rows.Add(row(reader));
            return rows;
        }
    }
}
