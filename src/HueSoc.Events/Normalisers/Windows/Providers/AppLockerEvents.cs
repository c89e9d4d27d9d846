namespace HueSoc.Events.Normalisers.Windows.Providers;

/// <summary>
/// AppLocker: what was allowed, what would have been stopped were its rules enforced, and what was stopped. Its hash of a program is that of the signed parts (Authenticode),
/// not of the file, so it stays where it is.
/// </summary>
internal static class AppLockerEvents
{
    private static readonly FieldMap Decision = new(
        ("RuleId", "rule.id"),
        ("RuleName", "rule.name"),
        ("PolicyName", "rule.ruleset"),
        ("TargetUser", "user.id"),
        ("TargetLogonId", "winlog.logon.id"),
        ("TargetProcessId", "process.pid"),
        ("FullFilePath", "file.path"),
        ("FilePath", "file.path"),
        ("Package", "package.name"));

    public static WindowsProvider Provider { get; } = new(
        ["Microsoft-Windows-AppLocker"],
        new(8000, "applocker-policy-not-applied", "configuration", "error", "failure"),
        new(8001, "applocker-policy-applied", "configuration", "change", "success"),
        new(8002, "program-allowed", "process", "start allowed", "success", Decision),
        new(8003, "program-would-be-blocked", "process", "start allowed", "success", Decision),
        new(8004, "program-blocked", "process", "start denied", "failure", Decision),
        new(8005, "script-allowed", "process", "start allowed", "success", Decision),
        new(8006, "script-would-be-blocked", "process", "start allowed", "success", Decision),
        new(8007, "script-blocked", "process", "start denied", "failure", Decision),
        new(8020, "packaged-app-allowed", "process", "start allowed", "success", Decision),
        new(8021, "packaged-app-would-be-blocked", "process", "start allowed", "success", Decision),
        new(8022, "packaged-app-blocked", "process", "start denied", "failure", Decision),
        new(8023, "packaged-app-installation-allowed", "package", "installation allowed", "success", Decision),
        new(8024, "packaged-app-installation-would-be-blocked", "package", "installation allowed", "success", Decision),
        new(8025, "packaged-app-installation-blocked", "package", "installation denied", "failure", Decision));
}
