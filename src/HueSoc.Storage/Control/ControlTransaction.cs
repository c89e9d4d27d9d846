using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Control;

/// <summary>A write to the control database in the making. What is done with it is on disk together, or not at all.</summary>
public sealed class ControlTransaction
{
    internal ControlTransaction(SqliteConnection connection, SqliteTransaction transaction)
    {
        Connection = connection;
        Transaction = transaction;
    }

    /// <summary>The connection.</summary>
    public SqliteConnection Connection { get; }

    /// <summary>The transaction, which commands have to name.</summary>
    public SqliteTransaction Transaction { get; }
}
