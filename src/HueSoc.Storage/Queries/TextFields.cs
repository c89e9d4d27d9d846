using System.Collections.Frozen;

namespace HueSoc.Storage.Queries;

/// <summary>The fields that are matched by words, since nobody remembers them whole.</summary>
internal static class TextFields
{
    /// <summary>What happened, in a sentence.</summary>
    public const string Message = "message";

    /// <summary>How a process was started.</summary>
    public const string CommandLine = "process.command_line";

    /// <summary>The same as Windows writes it; part of the full text where <see cref="CommandLine"/> is absent.</summary>
    public const string WindowsCommandLine = "winlog.event_data.CommandLine";

    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.Ordinal,
        Message,
        CommandLine,
        WindowsCommandLine,
        "process.parent.command_line",
        "winlog.event_data.ParentCommandLine",
        "winlog.event_data.ScriptBlockText",
        "powershell.file.script_block_text",
        "error.message",
        "error.stack_trace",
        "event.original",
        "event.reason",
        "log.original",
        "rule.description");

    /// <summary>Whether a field is matched by words.</summary>
    public static bool Contains(string field) => Names.Contains(field);
}
