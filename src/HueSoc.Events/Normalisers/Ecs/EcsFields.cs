using System.Collections.Frozen;
using HueSoc.Events.Normalisers.Windows;

namespace HueSoc.Events.Normalisers.Ecs;

/// <summary>The fields of ECS whose values are more than a text, and in which form they are. A field that is not listed is text.</summary>
internal static class EcsFields
{
    private static readonly FrozenDictionary<string, EcsField> Table = new EcsField[]
    {
        // Who.
        new("user", EcsValue.Account),
        new("user.name", EcsValue.UserName),
        new("user.effective", EcsValue.Account),
        new("user.effective.name", EcsValue.UserName),
        new("user.target", EcsValue.DistinguishedName),
        new("user.target.name", EcsValue.UserName),
        new("user.changes.name", EcsValue.UserName),
        new("source.user", EcsValue.Account),
        new("destination.user", EcsValue.Account),
        new("process.parent.user", EcsValue.Account),
        new("related.user", EcsValue.RelatedUser),

        // Processes and files.
        new("process.pid", EcsValue.Number),
        new("process.parent.pid", EcsValue.Number),
        new("process.thread.id", EcsValue.Number),
        new("process.entity_id", EcsValue.Guid),
        new("process.parent.entity_id", EcsValue.Guid),
        new("process.executable", EcsValue.Program),
        new("process.parent.executable", EcsValue.Program),
        new("process.command_line", EcsValue.CommandLine),
        new("process.parent.command_line", EcsValue.CommandLine),
        new("process.hash", EcsValue.Hashes),
        new("file.path", EcsValue.File),
        new("file.hash", EcsValue.Hashes),
        new("file.code_signature.exists", EcsValue.Boolean),
        new("file.code_signature.valid", EcsValue.Boolean),
        new("sysmon.file.is_executable", EcsValue.Boolean),
        new("sysmon.file.archived", EcsValue.Boolean),

        // Networks.
        new("source.ip", EcsValue.Address),
        new("source.port", EcsValue.Port),
        new("source.domain", EcsValue.Host),
        new("source.address", EcsValue.EndPoint),
        new("destination.ip", EcsValue.Address),
        new("destination.port", EcsValue.Port),
        new("destination.domain", EcsValue.Host),
        new("destination.address", EcsValue.EndPoint),
        new("network.transport", EcsValue.CodeOrText, NetworkCodes.Transports),
        new("network.direction", EcsValue.Code, NetworkCodes.Directions),
        new("network.type", EcsValue.Code, NetworkCodes.AddressFamilies),
        new("dns.question.name", EcsValue.Host),
        new("dns.question.type", EcsValue.CodeOrText, NetworkCodes.DnsTypes),
        new("dns.response_code", EcsValue.Code, NetworkCodes.DnsResponses),
        new("dns.answers", EcsValue.DnsResults),
        new("sysmon.dns.status", EcsValue.Code, NetworkCodes.DnsStatus),

        // Logons.
        new("winlog.logon.type", EcsValue.Code, LogonCodes.Types),
        new("winlog.logon.failure.reason", EcsValue.Code, LogonCodes.Reasons),
        new("winlog.logon.failure.status", EcsValue.Code, LogonCodes.Status),
        new("winlog.logon.failure.sub_status", EcsValue.Code, LogonCodes.Status),

        // PowerShell.
        new("event.sequence", EcsValue.Number),
        new("powershell.sequence", EcsValue.Number),
        new("powershell.total", EcsValue.Number),
    }.ToFrozenDictionary(field => System.Text.Encoding.UTF8.GetString(field.Path), StringComparer.Ordinal);

    /// <summary>A field by its name.</summary>
    public static EcsField Of(string path) => Table.TryGetValue(path, out EcsField? field) ? field : new EcsField(path);
}
