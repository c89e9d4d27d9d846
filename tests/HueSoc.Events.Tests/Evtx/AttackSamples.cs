using System.Diagnostics;
using HueSoc.Tests.Corpus;

namespace HueSoc.Events.Tests.Evtx;

/// <summary>The attack samples, unpacked into a temporary folder for as long as the tests take.</summary>
public sealed class AttackSamples : IDisposable
{
    public const string Archive = "corpora/evtx/attack-samples.tar.xz";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("huesoc-evtx-");

    public AttackSamples()
    {
        if (!CorpusPaths.Has(Archive))
            return;
        using Process tar = Process.Start("tar", ["-xJf", CorpusPaths.Of(Archive), "-C", folder.FullName]);
        tar.WaitForExit();
        if (tar.ExitCode != 0)
            throw new InvalidOperationException($"tar ended with {tar.ExitCode}");
    }

    /// <summary>The folder that they are in, each in the folder of what it shows.</summary>
    public string Folder => folder.FullName;

    /// <summary>The files, in the order of their paths.</summary>
    public IReadOnlyList<string> Files => [.. Directory.EnumerateFiles(folder.FullName, "*.evtx", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>A file by its name.</summary>
    public string Named(string name) => Files.Single(f => Path.GetFileName(f) == name);

    public void Dispose() => folder.Delete(recursive: true);
}
