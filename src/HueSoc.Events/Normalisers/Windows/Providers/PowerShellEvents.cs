namespace HueSoc.Events.Normalisers.Windows.Providers;

/// <summary>Windows PowerShell and PowerShell 7: the classic log, and the operational one with modules (4103) and scripts (4104).</summary>
internal static class PowerShellEvents
{
    private static readonly FieldMap Writer = new(("winlog.user.identifier", "user.id"), ("winlog.process.pid", "process.pid"));

    private static readonly FieldMap Script = new(
        ("ScriptBlockId", "powershell.file.script_block_id"),
        ("MessageNumber", "powershell.sequence"),
        ("MessageTotal", "powershell.total"),
        ("Path", "file.path"));

    private static readonly FieldMap Command = new(
        ("ScriptBlockId", "powershell.file.script_block_id"),
        ("RunspaceId", "powershell.runspace_id"));

    private static readonly FieldMap PipelineText = new(("param1", "powershell.command.value"));

    public static WindowsProvider Operational { get; } = new(
        ["Microsoft-Windows-PowerShell", "PowerShellCore"],
        new(4103, "Executing Pipeline", "process", "info", Writer) { Reading = PowerShellDetails.ReadModule },
        new(4104, "Execute a Remote Command", "process", "info", Writer, Script) { Reading = ScriptBlock.Read },
        new(4105, "Starting Command", "process", "start", Writer, Command),
        new(4106, "Stopping Command", "process", "end", Writer, Command),
        new(40961, "PowerShell Console Startup", "process", "start", Writer),
        new(40962, "PowerShell Console Startup", "process", "start", Writer),
        new(53504, "PowerShell Named Pipe IPC", "process", "info", Writer))
    {
        Channel = "Microsoft-Windows-PowerShell/Operational",
        Module = "powershell",
    };

    public static WindowsProvider Classic { get; } = new(
        ["PowerShell"],
        new(400, "Engine Lifecycle", "process", "start") { Reading = PowerShellDetails.ReadLifecycle },
        new(403, "Engine Lifecycle", "process", "end") { Reading = PowerShellDetails.ReadLifecycle },
        new(600, "Provider Lifecycle", "process", "info") { Reading = PowerShellDetails.ReadLifecycle },
        new(800, "Pipeline Execution Details", "process", "info", PipelineText) { Reading = PowerShellDetails.ReadPipeline })
    {
        Channel = "Windows PowerShell",
        Module = "powershell",
    };
}
