namespace HueSoc.EndToEnd.Tests.Agents;

/// <summary>Truncated without a copy: what nobody has read by then is lost by the source itself.</summary>
internal sealed class TruncatedLog(string name, string path, Func<string, int, string> form, Random random) : NumberedLog(name, path, form, random)
{
    /// <inheritdoc/>
    public override async Task RotateAsync(CancellationToken cancellationToken)
    {
        if (Size == 0)
            return;
        await using (FileStream file = new(FilePath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
            file.SetLength(0);
        BeginLife();
    }
}
