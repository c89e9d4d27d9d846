using System.IO.Enumeration;

namespace HueSoc.Agent.Collectors.Files;

/// <summary>An absolute path with <c>*</c> and <c>?</c> within names, and <c>**</c> for any number of folders.</summary>
/// <remarks>
/// What a machine has below a folder is not ours to trust: folders are entered to a bounded depth and number, and never through
/// a symbolic link that <c>**</c> or a wildcard met, so that cycles end.
/// </remarks>
internal sealed class FileGlob
{
    private const int MaxDepth = 16;
    private const int MaxEntries = 50_000;

    private static readonly EnumerationOptions All = new() { AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = false };

    private readonly string[] parts;

    public FileGlob(string pattern)
    {
        Pattern = pattern;
        parts = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The pattern as it was given.</summary>
    public string Pattern { get; }

    /// <summary>Finds the paths that are like this; what they are is not looked at.</summary>
    /// <param name="found">Gets the paths.</param>
    /// <param name="entered">Gets the folders that were listed: the paths found are the same as long as these are.</param>
    /// <param name="most">How many there may be at most.</param>
    /// <returns>What went wrong, in one sentence; null when nothing did. A folder that is not there is nothing wrong.</returns>
    public string? Expand(List<string> found, List<string> entered, int most)
    {
        Walk walk = new(found, entered, most);
        Step("/", 0, 0, walk);
        return walk.Problem;
    }

    /// <summary>Whether a path is like this.</summary>
    public bool Matches(string path) => Matches(path.AsSpan(), 0);

    private bool Matches(ReadOnlySpan<char> rest, int part)
    {
        rest = rest.TrimStart('/');
        if (part == parts.Length)
            return rest.IsEmpty;
        if (parts[part] == "**")
        {
            if (part == parts.Length - 1)
                return !rest.IsEmpty;
            while (true)
            {
                if (Matches(rest, part + 1))
                    return true;
                int next = rest.IndexOf('/');
                if (next < 0)
                    return false;
                rest = rest[(next + 1)..];
            }
        }

        if (rest.IsEmpty)
            return false;
        int slash = rest.IndexOf('/');
        ReadOnlySpan<char> name = slash < 0 ? rest : rest[..slash];
        return Like(parts[part], name) && Matches(slash < 0 ? [] : rest[(slash + 1)..], part + 1);
    }

    private static bool Like(string part, ReadOnlySpan<char> name) =>
        FileSystemName.MatchesSimpleExpression(part, name, ignoreCase: false);

    private static bool IsWild(string part) => part.AsSpan().ContainsAny('*', '?');

    private void Step(string folder, int part, int depth, Walk walk)
    {
        // Names without wildcards cost no look into the folder.
        while (part < parts.Length - 1 && !IsWild(parts[part]))
            folder = Path.Combine(folder, parts[part++]);
        if (part == parts.Length)
            return;
        string wanted = parts[part];
        bool last = part == parts.Length - 1;
        if (!IsWild(wanted))
        {
            walk.Found(Path.Combine(folder, wanted));
            return;
        }

        bool any = wanted == "**";
        if (any)
        {
            if (last)
                wanted = "*";
            else
                Step(folder, part + 1, depth, walk);
        }

        List<string>? folders = null;
        walk.Enter(folder);
        try
        {
            FileSystemEnumerable<(string Path, bool IsFolder)> entries = new(
                folder,
                static (ref FileSystemEntry entry) => (entry.ToFullPath(), entry.IsDirectory && (entry.Attributes & FileAttributes.ReparsePoint) == 0),
                All)
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                    walk.Count() && (any ? entry.IsDirectory || last : Like(wanted, entry.FileName) && (last || entry.IsDirectory)),
            };
            foreach ((string path, bool isFolder) in entries)
            {
                if (last && !isFolder)
                    walk.Found(path);
                else if (isFolder && (any || !last))
                    (folders ??= []).Add(path);
                if (walk.Full)
                    break;
            }
        }
        catch (DirectoryNotFoundException)
        {
            return;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            walk.Problem ??= $"{folder} could not be listed: {e.Message}";
        }

        if (folders is null)
            return;
        if (depth == MaxDepth)
        {
            walk.Problem ??= $"{folder} is {MaxDepth} folders deep: what is below is left out";
            return;
        }

        foreach (string inner in folders)
            Step(inner, any ? part : part + 1, depth + 1, walk);
    }

    private sealed class Walk(List<string> found, List<string> entered, int most)
    {
        private int entries;

        public string? Problem { get; set; }

        public bool Full { get; private set; }

        public void Enter(string folder) => entered.Add(folder);

        public bool Count()
        {
            if (++entries <= MaxEntries)
                return true;
            Full = true;
            Problem ??= $"more than {MaxEntries} names were met: the rest is left out";
            return false;
        }

        public void Found(string path)
        {
            if (found.Count < most)
            {
                found.Add(path);
                return;
            }

            Full = true;
            Problem ??= $"more than {most} files are meant: the rest is left out";
        }
    }
}
