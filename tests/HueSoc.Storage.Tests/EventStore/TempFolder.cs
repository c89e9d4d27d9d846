namespace HueSoc.Storage.Tests.EventStore;

/// <summary>A folder of its own that is gone afterwards.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("huesoc-store-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
