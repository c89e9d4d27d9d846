using System.Text.Json.Nodes;
using HueSoc.Events.Logs;
using HueSoc.Events.Logs.Journald;

namespace HueSoc.Events.Tests.Logs.Journald;

/// <summary>Cuts what is in the journal export format into records, as a collector does, and makes events of them.</summary>
internal static class ExportFile
{
    /// <summary>The records, without the empty lines between them.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="piece">How many bytes the framing gets at a time.</param>
    public static List<byte[]> Records(ReadOnlySpan<byte> bytes, int piece = int.MaxValue)
    {
        JournalExportFraming framing = new();
        List<byte[]> records = [];
        int start = 0;
        int at = 0;
        while (at < bytes.Length)
        {
            at += framing.Scan(bytes.Slice(at, Math.Min(piece, bytes.Length - at)), out bool ended);
            if (!ended)
                continue;
            if (at - start > 1)
                records.Add(bytes[start..(at - 1)].ToArray());
            start = at;
        }

        if (start < at)
            records.Add(bytes[start..].ToArray());
        return records;
    }

    /// <summary>The fields of the event that a record gives.</summary>
    public static SortedDictionary<string, JsonNode> Read(ReadOnlySpan<byte> record) => new LogLines("journal_export").Read(record)!;

    /// <summary>An event's message, or another text of it.</summary>
    public static string Text(this SortedDictionary<string, JsonNode> document, string field) => document[field].ToString();
}
