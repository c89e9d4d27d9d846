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
    public void Matches_PathOfUnix_GoesByNamesAndCase(string pattern, string path, bool expected) =>
        new FileGlob(pattern, windows: false).Matches(path).ShouldBe(expected);

    [Theory]
    [InlineData(@"C:\inetpub\logs\**\*.log", @"C:\inetpub\logs\LogFiles\W3SVC1\u_ex260301.log", true)]
    [InlineData(@"C:\inetpub\logs\**\*.log", @"c:\INETPUB\logs\U_EX.LOG", true)]
    [InlineData("C:/inetpub/logs/*.log", @"C:\inetpub\logs\a.log", true)]
    [InlineData(@"C:\inetpub\logs\*.log", @"D:\inetpub\logs\a.log", false)]
    [InlineData(@"C:\inetpub\logs\*.log", @"C:\inetpub\logs\sub\a.log", false)]
    public void Matches_PathOfWindows_GoesByNamesOnly(string pattern, string path, bool expected) =>
        new FileGlob(pattern, windows: true).Matches(path).ShouldBe(expected);

    [Theory]
    [InlineData(@"C:\logs\*.log", false)]
    [InlineData("/var/log/*.log", true)]
    public void Expand_PathOfTheOtherSystem_FindsNothing(string pattern, bool windows)
    {
        List<string> found = [];
        new FileGlob(pattern, windows).Expand(found, [], 100).ShouldBeNull();

        found.ShouldBeEmpty();
    }

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
