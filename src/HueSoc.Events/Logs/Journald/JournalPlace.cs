using System.Collections.Frozen;
using System.Text;

namespace HueSoc.Events.Logs.Journald;

/// <summary>Where a field of the journal (systemd.journal-fields(7)) goes, under the names of Filebeat's journald input. What is not here goes under <c>journald.custom</c>.</summary>
internal sealed class JournalPlace
{
    private static readonly FrozenDictionary<string, JournalPlace> Known = new Dictionary<string, JournalPlace>(StringComparer.Ordinal)
    {
        ["MESSAGE"] = Text("message"),
        ["MESSAGE_ID"] = Text("message_id"),
        ["_HOSTNAME"] = Text("host.hostname"),
        ["_MACHINE_ID"] = Text("host.id"),
        ["_BOOT_ID"] = Text("journald.host.boot_id"),
        ["SYSLOG_IDENTIFIER"] = Text("log.syslog.appname"),
        ["SYSLOG_PID"] = Number("log.syslog.procid"),
        ["PRIORITY"] = Number("log.syslog.priority"),
        ["SYSLOG_FACILITY"] = Number("log.syslog.facility.code"),
        ["_PID"] = Number("journald.pid"),
        ["_UID"] = Number("journald.uid"),
        ["_GID"] = Number("journald.gid"),
        ["_COMM"] = Text("journald.process.name"),
        ["_EXE"] = Text("journald.process.executable"),
        ["_CMDLINE"] = Text("journald.process.command_line"),
        ["_CAP_EFFECTIVE"] = Text("journald.process.capabilities"),
        ["_AUDIT_SESSION"] = Text("journald.audit.session"),
        ["_AUDIT_LOGINUID"] = Number("journald.audit.login_uid"),
        ["CODE_FILE"] = Text("journald.code.file"),
        ["CODE_FUNC"] = Text("journald.code.func"),
        ["CODE_LINE"] = Number("journald.code.line"),
        ["UNIT"] = Text("journald.unit"),
        ["COREDUMP_UNIT"] = Text("journald.coredump.unit"),
        ["COREDUMP_USER_UNIT"] = Text("journald.coredump.user_unit"),
        ["OBJECT_PID"] = Number("journald.object.pid"),
        ["OBJECT_UID"] = Number("journald.object.uid"),
        ["OBJECT_GID"] = Number("journald.object.gid"),
        ["OBJECT_COMM"] = Text("journald.object.process.name"),
        ["OBJECT_EXE"] = Text("journald.object.process.executable"),
        ["OBJECT_CMDLINE"] = Text("journald.object.process.command_line"),
        ["OBJECT_AUDIT_LOGINUID"] = Number("journald.object.audit.login_uid"),
        ["OBJECT_AUDIT_SESSION"] = Number("journald.object.audit.session"),
        ["OBJECT_SYSTEMD_UNIT"] = Text("journald.object.systemd.unit"),
        ["OBJECT_SYSTEMD_USER_UNIT"] = Text("journald.object.systemd.user_unit"),
        ["OBJECT_SYSTEMD_SESSION"] = Text("journald.object.systemd.session"),
        ["OBJECT_SYSTEMD_OWNER_UID"] = Number("journald.object.systemd.owner_uid"),
        ["_KERNEL_DEVICE"] = Text("journald.kernel.device"),
        ["_KERNEL_SUBSYSTEM"] = Text("journald.kernel.subsystem"),
        ["_UDEV_SYSNAME"] = Text("journald.kernel.device_name"),
        ["_UDEV_DEVNODE"] = Text("journald.kernel.device_node_path"),
        ["_UDEV_DEVLINK"] = Text("journald.kernel.device_symlinks"),
        ["_SYSTEMD_CGROUP"] = Text("systemd.cgroup"),
        ["_SYSTEMD_SLICE"] = Text("systemd.slice"),
        ["_SYSTEMD_UNIT"] = Text("systemd.unit"),
        ["_SYSTEMD_USER_UNIT"] = Text("systemd.user_unit"),
        ["_SYSTEMD_USER_SLICE"] = Text("systemd.user_slice"),
        ["_SYSTEMD_SESSION"] = Text("systemd.session"),
        ["_SYSTEMD_OWNER_UID"] = Number("systemd.owner_uid"),
        ["_SYSTEMD_INVOCATION_ID"] = Text("systemd.invocation_id"),
        ["_TRANSPORT"] = Text("systemd.transport"),
        ["CONTAINER_ID"] = Text("container.id_truncated"),
        ["CONTAINER_ID_FULL"] = Text("container.id"),
        ["CONTAINER_NAME"] = Text("container.name"),
        ["CONTAINER_TAG"] = Text("container.log.tag"),
        ["CONTAINER_PARTIAL_MESSAGE"] = Text("container.partial"),
        ["IMAGE_NAME"] = Text("container.image.name"),
        ["_SOURCE_REALTIME_TIMESTAMP"] = Nowhere(),
        ["_SOURCE_MONOTONIC_TIMESTAMP"] = Nowhere(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, JournalPlace>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Known.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly byte[] path;

    private JournalPlace(string path, bool isNumber)
    {
        this.path = Encoding.ASCII.GetBytes(path);
        IsNumber = isNumber;
    }

    /// <summary>The field's ECS name; empty when it is left out.</summary>
    public ReadOnlySpan<byte> Path => path;

    /// <summary>Whether its value is a whole number.</summary>
    public bool IsNumber { get; }

    /// <summary>The place of a field; null when it has none of its own.</summary>
    /// <param name="name">Its name, of at most 64 bytes of ASCII.</param>
    public static JournalPlace? Of(ReadOnlySpan<byte> name)
    {
        Span<char> letters = stackalloc char[64];
        int length = Encoding.ASCII.GetChars(name, letters);
        return Lookup.TryGetValue(letters[..length], out JournalPlace? place) ? place : null;
    }

    private static JournalPlace Text(string path) => new(path, isNumber: false);

    private static JournalPlace Number(string path) => new(path, isNumber: true);

    private static JournalPlace Nowhere() => new("", isNumber: false);
}
