using System.Xml.Linq;
using HueSoc.Tests.Corpus;

namespace HueSoc.Cli.Tests.Architecture;

/// <summary>Who may reference whom, as the design has it. A new arrow is a decision, so it has to be made here too.</summary>
public sealed class ProjectReferencesTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["HueSoc.Events"] = [],
        ["HueSoc.Fleet"] = [],
        ["HueSoc.Sigma"] = [],
        ["HueSoc.Agent"] = ["HueSoc.Events", "HueSoc.Fleet"],
        ["HueSoc.Storage"] = ["HueSoc.Events", "HueSoc.Fleet"],
        ["HueSoc.Detection"] = ["HueSoc.Events", "HueSoc.Fleet", "HueSoc.Sigma", "HueSoc.Storage"],
        ["HueSoc.Compliance"] = ["HueSoc.Events", "HueSoc.Fleet", "HueSoc.Storage", "HueSoc.Detection"],
        ["HueSoc.Drills"] = ["HueSoc.Events", "HueSoc.Fleet", "HueSoc.Detection", "HueSoc.Compliance"],
        ["HueSoc.Server"] =
        [
            "HueSoc.Events", "HueSoc.Fleet", "HueSoc.Sigma", "HueSoc.Storage", "HueSoc.Detection", "HueSoc.Compliance", "HueSoc.Drills",
        ],
        ["HueSoc.Cli"] =
        [
            "HueSoc.Events", "HueSoc.Fleet", "HueSoc.Sigma", "HueSoc.Storage", "HueSoc.Detection", "HueSoc.Compliance", "HueSoc.Drills",
            "HueSoc.Server",
        ],
    };

    // Programs that a program starts: they are built with it, and none of their code is called.
    private static readonly Dictionary<string, string[]> Started = new(StringComparer.Ordinal) { ["HueSoc.Cli"] = ["HueSoc.Agent"] };

    private static readonly Dictionary<string, string[]> AllowedPackages = new(StringComparer.Ordinal)
    {
        // The two that also run on endpoints and in other people's programs stay on the base class library.
        ["HueSoc.Events"] = [],
        ["HueSoc.Fleet"] = [],
        ["HueSoc.Sigma"] = ["YamlDotNet"],
    };

    public static TheoryData<string> ShippedProjects => Projects("src", "agents");

    public static TheoryData<string> TestProjects => Projects("tests");

    [Theory]
    [MemberData(nameof(ShippedProjects))]
    public void ProjectReferences_OfAShippedProject_AreThoseOfTheDesign(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        Allowed.ContainsKey(name).ShouldBeTrue($"{path} is not in the table of the design");

        References(path, isCalled: true).Except(Allowed[name], StringComparer.Ordinal).ShouldBeEmpty($"{name} may reference only {string.Join(", ", Allowed[name])}");
        References(path, isCalled: false).Except(Started.GetValueOrDefault(name, []), StringComparer.Ordinal).ShouldBeEmpty($"{name} may not start others");
    }

    [Theory]
    [MemberData(nameof(ShippedProjects))]
    public void PackageReferences_OfALibraryWithAList_AreOnTheList(string path)
    {
        if (!AllowedPackages.TryGetValue(Path.GetFileNameWithoutExtension(path), out string[]? allowed))
            return;

        Items(path, "PackageReference").Except(allowed, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(ShippedProjects))]
    public void ProjectFile_OfAShippedProject_TakesNothingFromTests(string path)
    {
        string text = File.ReadAllText(Path.Combine(CorpusPaths.Repository, path));

        text.Replace('\\', '/').ShouldNotContain("/tests/", Case.Insensitive);
    }

    [Theory]
    [MemberData(nameof(TestProjects))]
    public void ProjectReferences_OfATestProject_AreShippedProjectsOnly(string path) =>
        References(path, isCalled: true).Concat(References(path, isCalled: false)).Except(Allowed.Keys, StringComparer.Ordinal).ShouldBeEmpty();

    [Fact]
    public void Solution_Always_HoldsEveryProject()
    {
        string solution = File.ReadAllText(Path.Combine(CorpusPaths.Repository, "HueSoc.sln")).Replace('\\', '/');

        foreach (string path in Paths("src", "agents", "tests"))
            solution.ShouldContain($"\"{path}\"");
    }

    private static TheoryData<string> Projects(params string[] folders)
    {
        TheoryData<string> data = [];
        foreach (string path in Paths(folders))
            data.Add(path);
        return data;
    }

    private static IEnumerable<string> Paths(params string[] folders) => folders
        .Select(folder => Path.Combine(CorpusPaths.Repository, folder))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories))
        .Select(path => Path.GetRelativePath(CorpusPaths.Repository, path).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> References(string path, bool isCalled) => Elements(path, "ProjectReference")
        .Where(item => string.Equals(item.Attribute("ReferenceOutputAssembly")?.Value, "false", StringComparison.Ordinal) != isCalled)
        .Select(item => Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value.Replace('\\', '/')));

    private static IEnumerable<string> Items(string path, string kind) => Elements(path, kind).Select(item => item.Attribute("Include")!.Value);

    private static IEnumerable<XElement> Elements(string path, string kind) => XDocument.Load(Path.Combine(CorpusPaths.Repository, path)).Descendants(kind);
}
