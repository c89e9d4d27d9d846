namespace HueSoc.Agent.Tests.Collectors.WindowsLog;

/// <summary>A channel as Windows keeps it: records with ascending numbers, of which the oldest make room, and which can be cleared.</summary>
internal sealed class FakeChannel(string name)
{
    /// <summary>The records, the oldest first.</summary>
    public List<FakeRecord> Records { get; } = [];

    /// <summary>How many records there is room for.</summary>
    public int Capacity { get; set; } = int.MaxValue;

    /// <summary>The number of the next record.</summary>
    public long NextId { get; set; } = 1;

    /// <summary>How often it was cleared.</summary>
    public int Epoch { get; private set; }

    /// <summary>Whether subscriptions that are open go on by themselves over what happens to the log; else they are told that they are stale.</summary>
    public bool IsSilent { get; set; }

    /// <summary>The number of the oldest record; the next one when there is none.</summary>
    public long Oldest => Records.Count > 0 ? Records[0].Id : NextId;

    /// <summary>Writes a record.</summary>
    public void Write(int serial, Func<FakeRecord, FakeRecord>? change = null)
    {
        FakeRecord record = new(NextId, serial, FakeRecord.XmlOf(NextId, serial, name));
        Records.Add(change is null ? record : change(record));
        NextId++;
        if (Records.Count > Capacity)
            Records.RemoveRange(0, Records.Count - Capacity);
    }

    /// <summary>Clears it.</summary>
    /// <param name="renumbered">Whether numbers begin again.</param>
    public void Clear(bool renumbered)
    {
        Records.Clear();
        Epoch++;
        if (renumbered)
            NextId = 1;
    }
}
