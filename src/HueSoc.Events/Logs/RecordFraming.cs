namespace HueSoc.Events.Logs;

/// <summary>How a file is cut into records.</summary>
public enum RecordFraming
{
    /// <summary>A record a line.</summary>
    Lines,

    /// <summary>systemd's journal export format: fields a line each, or binary with a length, and an empty line after each record.</summary>
    JournalExport,
}
