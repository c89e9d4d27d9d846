namespace HueSoc.Fleet.Configuration;

/// <summary>The kinds of sources.</summary>
public enum SourceKind
{
    /// <summary>Files, followed as they are written and rotated.</summary>
    File,

    /// <summary>The journal of systemd.</summary>
    Journald,

    /// <summary>Channels of the Windows Event Log.</summary>
    WindowsEventLog,
}
