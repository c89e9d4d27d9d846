namespace HueSoc.EndToEnd.Tests.Agents;

/// <summary>Rotated by copying the file and truncating it, with a pause between the two.</summary>
internal sealed class CopiedLog(string name, string path, Func<string, int, string> form, Random random) : NumberedLog(name, path, form, random)
{
    /// <summary>Is called in the pause.</summary>
    public Func<Task>? Paused { get; set; }

    /// <inheritdoc/>
    public override async Task RotateAsync(CancellationToken cancellationToken)
    {
        if (Size == 0)
            return;
        File.Copy(FilePath, $"{FilePath}.{Life + 1}");
        if (Paused is { } paused)
            await paused();
        else
            await Task.Delay(TimeSpan.FromMilliseconds(Chance.Next(400)), TimeProvider.System, cancellationToken);
        await using (FileStream file = new(FilePath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
            file.SetLength(0);
        BeginLife();
    }
}
