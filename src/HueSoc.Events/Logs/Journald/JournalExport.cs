using System.Buffers.Binary;

namespace HueSoc.Events.Logs.Journald;

/// <summary>Reads a record of the journal export format.</summary>
internal static class JournalExport
{
    /// <summary>Reads a record. Lines that are none, and lengths that lead out of the record, are passed over.</summary>
    /// <returns>False when it has not one field.</returns>
    public static bool TryRead(ReadOnlySpan<byte> record, JournalFields fields)
    {
        fields.Clear();
        while (!record.IsEmpty)
        {
            int end = record.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? record : record[..end];
            record = end < 0 ? default : record[(end + 1)..];
            int equals = line.IndexOf((byte)'=');
            if (equals > 0)
                fields.Add(line[..equals], line[(equals + 1)..]);
            else if (equals < 0 && JournalFields.IsName(line) && record.Length >= 8)
                record = Binary(line, record, fields);
        }

        return fields.Count > 0;
    }

    private static ReadOnlySpan<byte> Binary(ReadOnlySpan<byte> name, ReadOnlySpan<byte> record, JournalFields fields)
    {
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(record);
        record = record[8..];
        if (length > (ulong)JournalExportFraming.MostData)
            return record;

        // A record that was cut keeps what there is of its last field.
        int take = (int)Math.Min(length, (ulong)record.Length);
        fields.Add(name, record[..take]);
        record = record[take..];
        return record is [(byte)'\n', ..] ? record[1..] : record;
    }
}
