namespace HueSoc.Events.Normalisers.Windows.Providers;

/// <summary>The Security log, all of whose events come from one source.</summary>
internal static class SecurityEvents
{
    public static WindowsProvider Provider { get; } = new(
        ["Microsoft-Windows-Security-Auditing"],
        [
            .. SecurityLogEvents.Rows,
            .. LogonEvents.Rows,
            .. ObjectEvents.Rows,
            .. ProcessEvents.Rows,
            .. AccountEvents.Rows,
            .. FilteringEvents.Rows,
        ])
    {
        Audits = true,
        Channel = "Security",
        Module = "security",
    };
}
