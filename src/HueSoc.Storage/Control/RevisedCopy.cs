namespace HueSoc.Storage.Control;

/// <summary>
/// A copy of a small table in memory, for what is asked at every request. A change made through <see cref="Forget"/> is seen
/// at once, one by another process within <see cref="Patience"/>.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="table">The table's name in <c>revisions</c>.</param>
/// <param name="load">Reads the table.</param>
/// <param name="time">The clock.</param>
internal sealed class RevisedCopy<T>(ControlDatabase database, string table, Func<Microsoft.Data.Sqlite.SqliteConnection, T> load, TimeProvider time)
    where T : class
{
    /// <summary>How long a change by another process may go unseen.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock loading = new();
    private volatile State? state;

    /// <summary>The copy.</summary>
    public T Current
    {
        get
        {
            State? known = state;
            return known is not null && time.GetElapsedTime(known.Checked) < Patience ? known.Value : Renew();
        }
    }

    /// <summary>Forgets the copy, after a change.</summary>
    public void Forget()
    {
        lock (loading)
            state = null;
    }

    private T Renew()
    {
        lock (loading)
        {
            State? known = state;
            if (known is not null && time.GetElapsedTime(known.Checked) < Patience)
                return known.Value;
            long now = time.GetTimestamp();
            State renewed = database.Read(connection =>
            {
                long revision = connection.Number("SELECT revision FROM revisions WHERE name = $1", table);
                return known is not null && known.Revision == revision ? known with { Checked = now } : new State(load(connection), revision, now);
            });
            state = renewed;
            return renewed.Value;
        }
    }

    private sealed record State(T Value, long Revision, long Checked);
}
