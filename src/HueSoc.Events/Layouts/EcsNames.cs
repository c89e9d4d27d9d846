using System.Collections.Frozen;

namespace HueSoc.Events.Layouts;

/// <summary>
/// Where Winlogbeat moves fields of Windows events to in the Elastic Common Schema, checked against documents that it made.
/// </summary>
/// <remarks>
/// A field is missing here where the moved value is another one: <c>User</c> (domain and name in one, against <c>user.name</c>),
/// <c>Initiated</c> (true against <c>egress</c>), <c>QueryStatus</c> (0 against <c>SUCCESS</c>), <c>Signed</c> (not kept),
/// <c>Level</c> (a number against a word), <c>Hashes</c> (split up), <c>NewProcessId</c> (hexadecimal against decimal), <c>Payload</c>,
/// and <c>Subject…</c> and <c>Target…</c> names, domains, ids and logon ids, of which <c>user.*</c> holds now the one and now the other.
/// It is also missing where the same ECS field means something else by the kind of event and the Sigma name does not say which:
/// <c>FileName</c>, <c>Device</c>, <c>Destination</c>, <c>Application</c>, <c>HostName</c>, <c>HostId</c>, <c>AccountName</c>,
/// <c>AccountDomain</c>, <c>ClientAddress</c>, <c>ClientName</c>, <c>SequenceNumber</c>.
/// </remarks>
internal static class EcsNames
{
    private static readonly FrozenDictionary<string, string[]> Table = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        // Processes.
        ["Image"] = ["process.executable"],
        ["NewProcessName"] = ["process.executable"],
        ["ProcessName"] = ["process.executable"],
        ["SourceImage"] = ["process.executable"],

        // In the classic PowerShell log process.command_line is the host's; there the command has a place of its own.
        ["CommandLine"] = ["powershell.command.value", "process.command_line"],
        ["CurrentDirectory"] = ["process.working_directory"],
        ["ProcessGuid"] = ["process.entity_id"],
        ["SourceProcessGuid"] = ["process.entity_id"],
        ["ProcessId"] = ["process.pid"],
        ["SourceProcessId"] = ["process.pid"],
        ["SourceThreadId"] = ["process.thread.id"],
        ["ParentImage"] = ["process.parent.executable"],
        ["ParentProcessName"] = ["process.parent.executable"],
        ["ParentCommandLine"] = ["process.parent.command_line"],
        ["ParentProcessGuid"] = ["process.parent.entity_id"],
        ["ParentProcessId"] = ["process.parent.pid"],

        // What a program says of itself: of the process in process events, of the file in load events; never of both.
        ["OriginalFileName"] = ["process.pe.original_file_name", "file.pe.original_file_name"],
        ["FileVersion"] = ["process.pe.file_version", "file.pe.file_version"],
        ["Description"] = ["process.pe.description", "file.pe.description"],
        ["Product"] = ["process.pe.product", "file.pe.product"],
        ["Company"] = ["process.pe.company", "file.pe.company"],
        ["Imphash"] = ["process.pe.imphash", "file.pe.imphash"],

        // Files, pipes, registry.
        ["TargetFilename"] = ["file.path"],
        ["ImageLoaded"] = ["file.path"],
        ["Signature"] = ["file.code_signature.subject_name"],
        ["SignatureStatus"] = ["file.code_signature.status"],
        ["IsExecutable"] = ["sysmon.file.is_executable"],
        ["Archived"] = ["sysmon.file.archived"],
        ["PipeName"] = ["file.name"],
        ["TargetObject"] = ["registry.path"],

        // Network.
        ["SourceIp"] = ["source.ip"],
        ["SourceHostname"] = ["source.domain"],
        ["SourcePort"] = ["source.port"],
        ["DestinationIp"] = ["destination.ip"],
        ["DestinationHostname"] = ["destination.domain"],
        ["DestinationPort"] = ["destination.port"],
        ["DestinationPortName"] = ["network.protocol"],
        ["Protocol"] = ["network.transport"],
        ["QueryName"] = ["dns.question.name"],
        ["IpAddress"] = ["source.ip"],
        ["IpPort"] = ["source.port"],
        ["WorkstationName"] = ["source.domain"],

        // PowerShell.
        ["ScriptBlockId"] = ["powershell.file.script_block_id"],
        ["ScriptName"] = ["file.path"],
        ["MessageNumber"] = ["powershell.sequence"],
        ["MessageTotal"] = ["powershell.total"],
        ["CommandName"] = ["powershell.command.name"],
        ["CommandPath"] = ["powershell.command.path"],
        ["CommandType"] = ["powershell.command.type"],
        ["HostApplication"] = ["process.command_line"],
        ["HostVersion"] = ["powershell.process.executable_version"],
        ["EngineVersion"] = ["powershell.engine.version"],
        ["NewEngineState"] = ["powershell.engine.new_state"],
        ["PreviousEngineState"] = ["powershell.engine.previous_state"],
        ["ProviderName"] = ["powershell.provider.name"],
        ["NewProviderState"] = ["powershell.provider.new_state"],
        ["PipelineId"] = ["powershell.pipeline_id"],
        ["RunspaceId"] = ["powershell.runspace_id"],

        ["ServiceName"] = ["service.name"],
        ["Message"] = ["message"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The ECS fields that hold the same value as a field of a Windows event; empty when none does.</summary>
    public static ReadOnlySpan<string> Of(string field) => Table.TryGetValue(field, out string[]? names) ? names : [];
}
