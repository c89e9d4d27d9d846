using HueSoc.Agent.Collectors.Files;

namespace HueSoc.Agent.Tests.Collectors.Files;

public sealed class FileGlobTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("huesoc-glob-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("/var/log/auth.log*", "/var/log/auth.log.1", true)]
    [InlineData("/var/log/auth.log*", "/var/log/AUTH.log", false)]
    [InlineData("/var/log/auth.log*", "/var/log/apt/auth.log", false)]
    [InlineData("/var/log/**/*.log", "/var/log/a.log", true)]
    [InlineData("/var/log/**/*.log", "/var/log/apt/x/a.log", true)]
    [InlineData("/var/log/**", "/var/log/apt/x", true)]
    [InlineData("/var/log/?.log", "/var/log/.log", false)]
    [InlineData("/var/log/a", "/var/log/a/b", false)]
    public void Matches_Path_GoesByNamesAndCase(string pattern, string path, bool expected) =>
        new FileGlob(pattern).Matches(path).ShouldBe(expected);

    [Fact]
    public void Expand_FoldersOfAnyDepth_FindsWhatMatchesSays()
    {
        string[] names = ["a.log", "b.txt", "x/a.log", "x/y/c.log", "x/y/d", "z/x/a.log.1"];
        foreach (string name in names)
        {
            string path = Path.Combine(folder.FullName, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
        }

        foreach (string pattern in (string[])["*.log", "**/*.log", "x/**", "*/a.log*", "**/x/*", "?/?/?.log*", "**/a.log", "a.log"])
        {
            FileGlob glob = new(Path.Combine(folder.FullName, pattern));
            List<string> found = [];
            glob.Expand(found, [], 100).ShouldBeNull();

            found.Where(File.Exists).Order(StringComparer.Ordinal).ShouldBe(
                names.Select(name => Path.Combine(folder.FullName, name)).Where(glob.Matches).Order(StringComparer.Ordinal), pattern);
        }
    }
}
