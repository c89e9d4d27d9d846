using HueSoc.Events.Normalisers;

namespace HueSoc.Agent.Collectors.WindowsLog;

/// <summary>Records that were read together. Used again for the next ones.</summary>
internal sealed class EventLogBatch
{
    private const int EnoughBytes = 1 << 20;

    private readonly ByteSink bytes = new();
    private readonly List<(int Start, int Length, string? Bookmark, int Error)> records = [];

    /// <summary>How many records there are.</summary>
    public int Count => records.Count;

    /// <summary>Whether there are enough bytes in it, however many records that are.</summary>
    public bool IsFull => bytes.Length >= EnoughBytes;

    /// <summary>Begins again.</summary>
    public void Clear()
    {
        bytes.Clear();
        records.Clear();
    }

    /// <summary>Adds a record.</summary>
    /// <param name="xml">Its XML, in UTF-16 as it was rendered, or in UTF-8; empty when it could not be rendered.</param>
    /// <param name="bookmark">Its bookmark, as XML; null when there is none.</param>
    /// <param name="error">Why it could not be rendered; 0 when it was.</param>
    public void Add(ReadOnlySpan<byte> xml, string? bookmark, int error)
    {
        records.Add((bytes.Length, xml.Length, bookmark, error));
        bytes.Write(xml);
    }

    /// <summary>The XML of a record; valid until the batch is changed.</summary>
    public ReadOnlySpan<byte> Xml(int record) => bytes.Slice(records[record].Start, records[record].Length);

    /// <summary>The bookmark of a record.</summary>
    public string? Bookmark(int record) => records[record].Bookmark;

    /// <summary>Why a record could not be rendered; 0 when it was.</summary>
    public int Error(int record) => records[record].Error;
}
