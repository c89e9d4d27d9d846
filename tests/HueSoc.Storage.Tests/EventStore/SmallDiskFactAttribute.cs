namespace HueSoc.Storage.Tests.EventStore;

/// <summary>A fact that needs a file system of its own; skipped, by name, where none may be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> CanMount = new(() =>
    {
        using SmallDisk? disk = SmallDisk.TryMake(1);
        return disk is not null;
    });

    /// <summary>Decides whether it is skipped.</summary>
    public SmallDiskFactAttribute()
    {
        if (!CanMount.Value)
            Skip = "skipped: a tmpfs has to be mounted, which takes root on Linux";
    }
}
