using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using HueSoc.Storage.Control;
using Microsoft.Data.Sqlite;

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
        ended = new(database.Read(connection =>
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "SELECT hash, until FROM ended_sessions";
            using SqliteDataReader reader = command.ExecuteReader();
            List<KeyValuePair<string, long>> rows = [];
            while (reader.Read())
                rows.Add(new(Convert.ToHexString(reader.GetFieldValue<byte[]>(0)), reader.GetInt64(1)));
            return rows;
        }));
    }

    /// <summary>Whether a session was ended.</summary>
    /// <param name="antiForgery">The session's anti-forgery value, which no other session has.</param>
    public bool Contains(string antiForgery) => ended.ContainsKey(Convert.ToHexString(HashOf(antiForgery)));

    /// <summary>Ends a session for good.</summary>
    public async ValueTask AddAsync(string antiForgery, CancellationToken cancellationToken)
    {
        byte[] hash = HashOf(antiForgery);
        long now = time.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        long until = now + SessionCookie.Longest.Ticks;
        ended[Convert.ToHexString(hash)] = until;
        await database.WriteAsync(
            transaction =>
            {
                using SqliteCommand command = transaction.Connection.CreateCommand();
                command.Transaction = transaction.Transaction;
                command.CommandText = "DELETE FROM ended_sessions WHERE until < $now; INSERT OR REPLACE INTO ended_sessions (hash, until) VALUES ($hash, $until)";
                command.Parameters.AddWithValue("$now", now);
                command.Parameters.AddWithValue("$hash", hash);
                command.Parameters.AddWithValue("$until", until);
                return command.ExecuteNonQuery();
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
