namespace HueSoc.Tests.Corpus;

/// <summary>Where the shared corpora lie beside the working copy, when they are there.</summary>
internal static class CorpusPaths
{
    /// <summary>The root of the repository: the folder that holds HueSoc.sln.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The folder <c>shared</c> beside the repository; it need not exist.</summary>
    public static string Shared { get; } = Path.GetFullPath(Path.Combine(Repository, "..", "shared"));

    /// <summary>The path of something below <c>shared</c>.</summary>
    public static string Of(string relative) => Path.Combine(Shared, relative);

    /// <summary>Whether a file or folder below <c>shared</c> is there.</summary>
    public static bool Has(string relative) => Path.Exists(Of(relative));

    private static string FindRepository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "HueSoc.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"no HueSoc.sln above {AppContext.BaseDirectory}");
    }
}
