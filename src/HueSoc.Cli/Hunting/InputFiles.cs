using System.Collections.Immutable;
using HueSoc.Events.Readers;

namespace HueSoc.Cli.Hunting;

/// <summary>A file with events.</summary>
/// <param name="Path">The path as it was given; for a file found in a folder, the folder as given joined with the way to the file.</param>
/// <param name="Bytes">Its length on disk when it was found, for progress.</param>
#pragma warning disable MA0048 // The list and what it holds are one thing.
internal sealed record InputFile(string Path, long Bytes);

/// <summary>The files a hunt reads, in the order it reads them, and what could not be found or listed.</summary>
internal sealed record InputFiles(ImmutableArray<InputFile> Files, ImmutableArray<string> Problems)
{
    /// <summary>The length of all files on disk.</summary>
    public long Bytes => Files.Sum(file => file.Bytes);

    /// <summary>
    /// Finds the files: those that are named, in their order, and those below a folder that is named, in ordinal order of
    /// path, if their names end like something that is read. Links to folders are not followed.
    /// </summary>
    /// <param name="inputs">Files and folders.</param>
    /// <param name="outputs">Full paths this run writes to; found below a folder, they are not read.</param>
    public static InputFiles Find(IEnumerable<string> inputs, IReadOnlySet<string> outputs)
    {
        ImmutableArray<InputFile>.Builder files = ImmutableArray.CreateBuilder<InputFile>();
        ImmutableArray<string>.Builder problems = ImmutableArray.CreateBuilder<string>();
        foreach (string input in inputs)
        {
            if (Directory.Exists(input))
                AddFolder(input, outputs, files, problems);
            else if (File.Exists(input))
                files.Add(new(input, LengthOf(input)));
            else
                problems.Add($"{input}: there is no such file or folder");
        }

        return new(files.ToImmutable(), problems.ToImmutable());
    }

    private static void AddFolder(
        string root, IReadOnlySet<string> outputs, ImmutableArray<InputFile>.Builder files, ImmutableArray<string>.Builder problems)
    {
        List<string> found = [];
        Stack<string> folders = new([root]);
        while (folders.TryPop(out string? folder))
        {
            try
            {
                foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
                {
                    string path = Path.Join(folder, entry.Name);
                    if (!entry.Attributes.HasFlag(FileAttributes.Directory))
                        found.Add(path);
                    else if (entry.LinkTarget is null)
                        folders.Push(path);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                problems.Add($"{folder}: {e.Message}");
            }
        }

        found.Sort(StringComparer.Ordinal);
        files.AddRange(found
            .Where(path => EventFile.KnownEndings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            .Where(path => !outputs.Contains(OutputTarget.Identity(path)))
            .Select(path => new InputFile(path, LengthOf(path))));
    }

    private static long LengthOf(string path)
    {
        try
        {
            return new FileInfo(path).Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is opened later, and then the reason is told.
            return 0;
        }
    }
}
