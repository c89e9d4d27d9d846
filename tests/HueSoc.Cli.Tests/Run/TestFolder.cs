namespace HueSoc.Cli.Tests.Run;

/// <summary>A folder of a test's own, removed with it.</summary>
internal sealed class TestFolder : IDisposable
{
    /// <summary>The full path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("huesoc-").FullName;

    /// <summary>The full path of something in it.</summary>
    public string Of(string relative) => System.IO.Path.Combine(Path, relative);

    /// <summary>Writes a file, with the folders on the way.</summary>
    /// <returns>Its full path.</returns>
    public string Write(string relative, string text)
    {
        string path = Of(relative);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
