using HueSoc.Tests.Corpus;

namespace HueSoc.Events.Tests.Logs.Journald;

/// <summary>A fact that needs systemd's journalctl and the journals of the corpus.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class JournalctlFactAttribute : FactAttribute
{
    public const string Program = "/usr/bin/journalctl";

    public JournalctlFactAttribute()
    {
        if (!File.Exists(Program))
            Skip = $"needs {Program}";
        else if (!CorpusPaths.Has("corpora/linux/journald"))
            Skip = "needs ../shared/corpora/linux/journald";
    }
}
