using HueSoc.Storage.Control;
using HueSoc.Storage.EventStore;

namespace HueSoc.Detection.Evaluation;

/// <summary>How far the evaluator is, as it is on disk.</summary>
/// <param name="Cursor">The place in the store.</param>
/// <param name="Sequence">The number of the last event before it; 0 for none.</param>
internal readonly record struct EvaluatorPosition(EventCursor Cursor, long Sequence)
{
    /// <summary>Reads it.</summary>
    public static EvaluatorPosition Read(ControlDatabase database) => database.Read(connection => connection.Query(
        "SELECT cursor, sequence FROM evaluation", row => new EvaluatorPosition(new(row.GetString(0)), row.GetInt64(1))))
        .FirstOrDefault(new EvaluatorPosition(EventCursor.Start, 0));

    /// <summary>Writes it.</summary>
    public void Write(ControlTransaction transaction, DateTimeOffset now) => transaction.Execute(
        """
        INSERT INTO evaluation (name, cursor, sequence, watermark, updated) VALUES ('live', $1, $2, NULL, $3)
        ON CONFLICT (name) DO UPDATE SET cursor = excluded.cursor, sequence = excluded.sequence, updated = excluded.updated
        """,
        Cursor.Value, Sequence, ControlTime.Of(now));
}
