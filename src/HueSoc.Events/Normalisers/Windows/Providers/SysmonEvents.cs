namespace HueSoc.Events.Normalisers.Windows.Providers;

/// <summary>Sysmon, up to version 15 (Microsoft's page of it has the ids and their names). The user in an event's System section is the one of its service, so it is nobody here.</summary>
internal static class SysmonEvents
{
    private static readonly FieldMap Process = new(
        ("ProcessGuid", "process.entity_id"),
        ("ProcessId", "process.pid"),
        ("Image", "process.executable"),
        ("User", "user"));

    private static readonly FieldMap ProcessFile = new(
        ("Hashes", "process.hash"),
        ("OriginalFileName", "process.pe.original_file_name"),
        ("FileVersion", "process.pe.file_version"),
        ("Description", "process.pe.description"),
        ("Product", "process.pe.product"),
        ("Company", "process.pe.company"));

    private static readonly FieldMap Creation = new(
        ("CommandLine", "process.command_line"),
        ("CurrentDirectory", "process.working_directory"),
        ("ParentProcessGuid", "process.parent.entity_id"),
        ("ParentProcessId", "process.parent.pid"),
        ("ParentImage", "process.parent.executable"),
        ("ParentCommandLine", "process.parent.command_line"),
        ("ParentUser", "process.parent.user"),
        ("LogonId", "winlog.logon.id"));

    // The process that reaches into another one.
    private static readonly FieldMap SourceProcess = new(
        ("SourceProcessGuid", "process.entity_id"),
        ("SourceProcessGUID", "process.entity_id"),
        ("SourceProcessId", "process.pid"),
        ("SourceThreadId", "process.thread.id"),
        ("SourceImage", "process.executable"),
        ("SourceUser", "user"),
        ("TargetUser", "user.effective"));

    private static readonly FieldMap Connection = new(
        ("SourceIp", "source.ip"),
        ("SourcePort", "source.port"),
        ("SourceHostname", "source.domain"),
        ("DestinationIp", "destination.ip"),
        ("DestinationPort", "destination.port"),
        ("DestinationHostname", "destination.domain"),
        ("DestinationPortName", "network.protocol"),
        ("Protocol", "network.transport"),
        ("Initiated", "network.direction"),
        ("SourceIsIpv6", "network.type"));

    private static readonly FieldMap File = new(("TargetFilename", "file.path"));
    private static readonly FieldMap FileHash = new(("Hashes", "file.hash"), ("Hash", "file.hash"));

    private static readonly FieldMap Removal = new(
        ("IsExecutable", "sysmon.file.is_executable"),
        ("Archived", "sysmon.file.archived"));

    private static readonly FieldMap Loaded = new(
        ("ImageLoaded", "file.path"),
        ("Hashes", "file.hash"),
        ("OriginalFileName", "file.pe.original_file_name"),
        ("FileVersion", "file.pe.file_version"),
        ("Description", "file.pe.description"),
        ("Product", "file.pe.product"),
        ("Company", "file.pe.company"),
        ("Signature", "file.code_signature.subject_name"),
        ("SignatureStatus", "file.code_signature.status"),
        ("SignatureStatus", "file.code_signature.valid"),
        ("Signed", "file.code_signature.exists"));

    private static readonly FieldMap Device = new(("Device", "file.path"));
    private static readonly FieldMap Pipe = new(("PipeName", "file.name"));
    private static readonly FieldMap User = new(("User", "user"));

    private static readonly FieldMap Query = new(
        ("QueryName", "dns.question.name"),
        ("QueryResults", "dns.answers"),
        ("QueryStatus", "sysmon.dns.status"),
        ("QueryStatus", "dns.response_code"));

    public static WindowsProvider Provider { get; } = new(
        ["Microsoft-Windows-Sysmon"],
        new(1, "Process creation", "process", "start", Process, ProcessFile, Creation),
        new(2, "A process changed a file creation time", "file", "change", Process, File),
        new(3, "Network connection", "network", "start connection protocol", Process, Connection),
        new(4, "Sysmon service state changed", "process", "change"),
        new(5, "Process terminated", "process", "end", Process),
        new(6, "Driver loaded", "driver", "start", Loaded),
        new(7, "Image loaded", "process", "change", Process, Loaded),
        new(8, "CreateRemoteThread", "process", "change", SourceProcess),
        new(9, "RawAccessRead", "process", "access", Process, Device),
        new(10, "ProcessAccess", "process", "access", SourceProcess),
        new(11, "FileCreate", "file", "creation", Process, File),
        new(12, "RegistryEvent (Object create and delete)", "configuration registry", "change", Process) { Reading = RegistryNames.ReadSysmonObject },
        new(13, "RegistryEvent (Value Set)", "configuration registry", "change", Process) { Reading = RegistryNames.ReadSysmonValue },
        new(14, "RegistryEvent (Key and Value Rename)", "configuration registry", "change", Process) { Reading = RegistryNames.ReadSysmonObject },
        new(15, "FileCreateStreamHash", "file", "access", Process, File, FileHash),
        new(16, "ServiceConfigurationChange", "configuration", "change"),
        new(17, "PipeEvent (Pipe Created)", "file", "creation", Process, Pipe),
        new(18, "PipeEvent (Pipe Connected)", "file", "access", Process, Pipe),
        new(19, "WmiEvent (WmiEventFilter activity detected)", "configuration", "change", User),
        new(20, "WmiEvent (WmiEventConsumer activity detected)", "configuration", "change", User),
        new(21, "WmiEvent (WmiEventConsumerToFilter activity detected)", "configuration", "change", User),
        new(22, "DNSEvent (DNS query)", "network", "connection protocol info", Process, Query) { Reading = DnsProtocol.Read },
        new(23, "FileDelete (File Delete archived)", "file", "deletion", Process, File, FileHash, Removal),
        new(24, "ClipboardChange (New content in the clipboard)", "", "change", Process, FileHash, Removal),
        new(25, "ProcessTampering (Process image change)", "process", "change", Process),
        new(26, "FileDeleteDetected (File Delete logged)", "file", "deletion", Process, File, FileHash, Removal),
        new(27, "FileBlockExecutable", "file", "creation denied", Process, File, FileHash),
        new(28, "FileBlockShredding", "file", "deletion denied", Process, File, FileHash, Removal),
        new(29, "FileExecutableDetected", "file", "creation", Process, File, FileHash),
        new(255, "Error", "", "error"))
    {
        Channel = "Microsoft-Windows-Sysmon/Operational",
        Module = "sysmon",
    };
}
