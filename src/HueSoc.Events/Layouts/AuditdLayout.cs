using System.Collections.Frozen;
using System.Collections.Immutable;

namespace HueSoc.Events.Layouts;

/// <summary>
/// Audit records as we and Filebeat's auditd module write them: <c>auditd.log</c> holds what has no place in the Elastic Common Schema. Rules name fields as
/// the records do; the raw one comes first, then the place it was moved to.
/// </summary>
internal static class AuditdLayout
{
    private const string Raw = "auditd.log.";

    // What AuditEcsFields, AuditUsers and AuditArguments move, where the value stays the same.
    private static readonly FrozenDictionary<string, string[]> Moved = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["type"] = [Raw + "record_type"],
        ["node"] = [Raw + "node", "host.name"],
        ["serial"] = ["auditd.serial", Raw + "sequence"],
        ["SYSCALL"] = ["auditd.syscall"],
        ["syscall"] = [Raw + "syscall"],
        ["exe"] = ["process.executable"],
        ["comm"] = ["process.name"],
        ["pid"] = ["process.pid"],
        ["ppid"] = ["process.parent.pid"],
        ["exit"] = [Raw + "exit", "process.exit_code"],
        ["cwd"] = ["process.working_directory"],
        ["cmd"] = ["process.command_line"],
        ["argc"] = ["process.args_count"],
        ["terminal"] = ["user.terminal"],
        ["acct"] = ["user.name"],
        ["res"] = [Raw + "res", "event.outcome"],
        ["addr"] = ["source.address"],
        ["src"] = ["source.address"],
        ["dst"] = ["destination.address"],
        ["uid"] = [Raw + "uid", "user.id"],
        ["auid"] = ["user.audit.id"],
        ["gid"] = ["user.group.id"],
        ["euid"] = ["user.effective.id"],
        ["egid"] = ["user.effective.group.id"],
        ["suid"] = ["user.saved.id"],
        ["sgid"] = ["user.saved.group.id"],
        ["fsuid"] = ["user.filesystem.id"],
        ["fsgid"] = ["user.filesystem.group.id"],
        ["ouid"] = ["user.owner.id"],
        ["ogid"] = ["user.owner.group.id"],
        ["AUID"] = ["user.audit.name"],
        ["UID"] = ["user.name"],
        ["GID"] = ["user.group.name"],
        ["EUID"] = ["user.effective.name"],
        ["EGID"] = ["user.effective.group.name"],
        ["SUID"] = ["user.saved.name"],
        ["FSUID"] = ["user.filesystem.name"],
        ["OUID"] = ["user.owner.name"],
        ["OGID"] = ["user.owner.group.name"],
        ["CommandLine"] = ["process.command_line"],
        ["Image"] = ["process.executable"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static Layout Create() => new()
    {
        Name = "auditd",
        Product = "linux",

        // The longer ones are for events whose keys are dotted instead of nested.
        Markers = [["auditd.log"], ["auditd.log.record_type"], ["auditd.log.sequence"]],
        Paths = PathsOf,
        TimestampPaths = ["@timestamp"],
        HostPaths = [Raw + "node", "host.name", "host.hostname"],
    };

    private static ImmutableArray<string> PathsOf(string field) =>
        Moved.TryGetValue(field, out string[]? places) ? [.. places, field] : [Raw + field, field];
}
