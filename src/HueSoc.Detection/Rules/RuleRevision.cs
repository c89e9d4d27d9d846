using System.Security.Cryptography;
using System.Text;
using HueSoc.Sigma;

namespace HueSoc.Detection.Rules;

/// <summary>Names a rule set by what is in it.</summary>
internal static class RuleRevision
{
    private const int KeptBytes = 16;

    private static readonly EnumerationOptions Recursive = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    /// <summary>The build of the engine: another build may read the same rules otherwise.</summary>
    public static string Engine { get; } = typeof(SigmaEngine).Assembly.ManifestModule.ModuleVersionId.ToString("N");

    /// <summary>A hash of the texts of all files and of the engine's build. Where the files lie does not enter, only where below the folder that was named.</summary>
    /// <param name="rulePaths">Files and folders with rules.</param>
    /// <param name="pipelinePaths">Pipeline files.</param>
    public static string Of(IEnumerable<string> rulePaths, IEnumerable<string> pipelinePaths)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(Engine));
        foreach (string path in rulePaths)
        {
            foreach (string file in Files(path))
                Append(hash, file == path ? Path.GetFileName(file) : Path.GetRelativePath(path, file).Replace('\\', '/'), file);
        }

        foreach (string path in pipelinePaths)
            Append(hash, $"pipeline {Path.GetFileName(path)}", path);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, KeptBytes));
    }

    private static string[] Files(string path)
    {
        if (!Directory.Exists(path))
            return [path];
        try
        {
            return [.. Directory.EnumerateFiles(path, "*", Recursive).Where(IsYaml).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [path];
        }
    }

    private static bool IsYaml(string path) =>
        path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase);

    private static void Append(IncrementalHash hash, string name, string file)
    {
        byte[] text = Encoding.UTF8.GetBytes(name);
        hash.AppendData(SHA256.HashData(text));
        try
        {
            using FileStream stream = File.OpenRead(file);
            hash.AppendData(SHA256.HashData(stream));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // That it cannot be read is part of what the rule set is: it is another one once it can be.
            hash.AppendData("unread"u8);
        }
    }
}
