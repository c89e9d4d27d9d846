using System.Collections.Immutable;

namespace HueSoc.Events.Logs.Programs;

/// <summary>What cron, crond, anacron and crontab write: <c>(user) WHAT (about)</c>.</summary>
internal static class CronMessages
{
    private static readonly MessageMeaning Started = new("cron-command", "process", "start");
    private static readonly MessageMeaning Changed = new("crontab-changed", "configuration", "change", "success");
    private static readonly MessageMeaning Deleted = new("crontab-deleted", "configuration", "deletion", "success");
    private static readonly MessageMeaning Read = new("crontab-read", "configuration", "access", "success");
    private static readonly MessageMeaning Reloaded = new("crontab-reloaded", "configuration", "info");
    private static readonly MessageMeaning Refused = new("crontab-refused", "configuration", "denied", "failure");

    public static ImmutableArray<MessagePattern> Patterns { get; } =
    [
        new("({user}) CMD ({command})", Started),
        new("({user}) REPLACE ({effective})", Changed),
        new("({user}) END EDIT ({effective})", Changed),
        new("({user}) BEGIN EDIT ({effective})", Read),
        new("({user}) LIST ({effective})", Read),
        new("({user}) DELETE ({effective})", Deleted),
        new("({user}) RELOAD ({text})", Reloaded),
        new("({user}) AUTH ({text})", Refused),
        new("({user}) WRONG FILE OWNER ({text})", Refused),
        new("({user}) BAD FILE MODE ({text})", Refused),
    ];
}
