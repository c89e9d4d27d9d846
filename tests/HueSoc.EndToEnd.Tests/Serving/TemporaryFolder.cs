namespace HueSoc.EndToEnd.Tests.Serving;

/// <summary>A folder for one test, removed with all that is in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>Makes it.</summary>
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("huesoc-test-").FullName;

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>The path of something in it.</summary>
    public string Of(string name) => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
