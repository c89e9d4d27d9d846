using System.IO.Compression;

namespace HueSoc.EndToEnd.Tests.Agents;

/// <summary>Rotated by giving the file another name; the one before last is compressed.</summary>
internal sealed class RenamedLog(string name, string path, Func<string, int, string> form, bool compress, Random random) : NumberedLog(name, path, form, random)
{
    /// <inheritdoc/>
    public override async Task RotateAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(FilePath))
            return;
        int rotated = Life + 1;
        File.Move(FilePath, $"{FilePath}.{rotated}");
        BeginLife();
        string last = $"{FilePath}.{rotated - 1}";
        if (!compress || !File.Exists(last))
            return;
        await using (FileStream plain = File.OpenRead(last))
        await using (FileStream packed = new($"{last}.gz", FileMode.CreateNew))
        await using (GZipStream gzip = new(packed, CompressionLevel.Fastest))
            await plain.CopyToAsync(gzip, CancellationToken.None);
        File.Delete(last);
    }
}
