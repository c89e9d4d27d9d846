namespace HueSoc.EndToEnd.Tests.Torture;

/// <summary>A fact in which a process lives by another clock; skipped, by name, where libfaketime is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MovedClockFactAttribute : FactAttribute
{
    /// <summary>Decides whether it is skipped.</summary>
    public MovedClockFactAttribute()
    {
        if (!MovedClock.IsAvailable)
            Skip = "skipped: needs libfaketime (on Debian: apt-get install faketime)";
    }
}
