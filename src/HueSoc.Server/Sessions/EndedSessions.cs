using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using HueSoc.Storage.Control;

namespace HueSoc.Server.Sessions;

/// <summary>
/// Sessions that were signed out of. A cookie is good by itself until it is too old: one that was copied must not outlive the session.
/// Safe for several threads; asking costs no disk.
/// </summary>
internal sealed class EndedSessions
{
    private readonly ControlDatabase database;
    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<string, long> ended;

    /// <param name="database">Where they are kept.</param>
    /// <param name="time">The clock.</param>
    public EndedSessions(ControlDatabase database, TimeProvider time)
    {
        this.database = database;
        this.time = time;
        ended = new(database.Read(connection => connection.Query(
            "SELECT hash, until FROM ended_sessions",
            row => KeyValuePair.Create(Convert.ToHexString(row.GetFieldValue<byte[]>(0)), row.GetInt64(1)))));
    }

    /// <summary>Whether a session was ended.</summary>
    /// <param name="antiForgery">The session's anti-forgery value, which no other session has.</param>
    public bool Contains(string antiForgery) => ended.ContainsKey(Convert.ToHexString(HashOf(antiForgery)));

    /// <summary>Ends a session for good.</summary>
    public async ValueTask AddAsync(string antiForgery, CancellationToken cancellationToken)
    {
        byte[] hash = HashOf(antiForgery);
        long now = ControlTime.Of(time.GetUtcNow());
        long until = now + SessionCookie.Longest.Ticks;
        ended[Convert.ToHexString(hash)] = until;
        await database.WriteAsync(
            transaction =>
            {
                transaction.Execute("DELETE FROM ended_sessions WHERE until < $1", now);
                return transaction.Execute("INSERT OR REPLACE INTO ended_sessions (hash, until) VALUES ($1, $2)", hash, until);
            },
            cancellationToken);
        foreach ((string old, long end) in ended)
        {
            if (end < now)
                ended.TryRemove(old, out _);
        }
    }

    private static byte[] HashOf(string antiForgery) => SHA256.HashData(Encoding.UTF8.GetBytes(antiForgery));
}
