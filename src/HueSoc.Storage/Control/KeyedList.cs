using HueSoc.Storage.Tenancy;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Control;

/// <summary>A list in the order of a text that tells its items apart: a page ends at such a text.</summary>
/// <param name="select">The SELECT without conditions.</param>
/// <param name="agency">The column with the agency's code.</param>
/// <param name="key">The column with the text.</param>
/// <param name="row">Reads an item.</param>
/// <param name="keyOf">The text of an item.</param>
internal sealed class KeyedList<T>(string select, string agency, string key, Func<SqliteDataReader, T> row, Func<T, string> keyOf)
{
    /// <summary>Reads a page.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="scope">Whose items.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    public Page<T> Read(SqliteConnection connection, AgencyScope scope, int limit, string? after)
    {
        SqlFilter where = new();
        where.Within(scope, agency);
        where.Add($"{key} > {{0}}", after);
        return PageCursor.Page(connection.Query($"{select} {where.Text} ORDER BY {key} LIMIT {limit + 1}", row, where.Values), limit, keyOf);
    }
}
