namespace HueSoc.Agent.Collectors.Files;

/// <summary>
/// The paths that a glob finds, kept as long as no folder that was looked into changes. Looking at a folder is one call; listing it makes
/// a string of every name.
/// </summary>
/// <param name="glob">The glob.</param>
/// <param name="excludes">What is left out.</param>
/// <param name="access">The file system.</param>
/// <param name="settings">How long what is kept is trusted.</param>
/// <param name="time">The clock.</param>
internal sealed class GlobListing(FileGlob glob, FileGlob[] excludes, IFileAccess access, FileSettings settings, TimeProvider time)
{
    private readonly List<string> found = [];
    private readonly List<string> folders = [];
    private readonly List<FileFacts> facts = [];
    private long listedAt;
    private long changedAt;
    private bool listed;

    /// <summary>What the glob finds.</summary>
    /// <param name="problem">What went wrong, in one sentence; null when nothing did.</param>
    public List<string> Paths(out string? problem)
    {
        if (!listed || HasChanged())
            List();
        problem = Problem;
        return found;
    }

    private string? Problem { get; set; }

    private bool HasChanged()
    {
        // A change in the same instant as the one that was seen does not show in the time; and not every file system keeps that time.
        if (time.GetElapsedTime(changedAt) < settings.Racy || time.GetElapsedTime(listedAt) >= settings.ListAgain)
            return true;
        for (int i = 0; i < folders.Count; i++)
        {
            if (Look(folders[i]) != facts[i])
                return true;
        }

        return false;
    }

    private FileFacts Look(string folder) => access.Look(folder, out FileFacts seen) == FileOutcome.Done ? seen : default;

    private void List()
    {
        // The folders are looked at before they are listed: what changes in between is found the next time.
        bool changed = !listed;
        for (int i = 0; i < folders.Count; i++)
        {
            FileFacts seen = Look(folders[i]);
            changed |= seen != facts[i];
            facts[i] = seen;
        }

        List<string> entered = [];
        found.Clear();
        Problem = glob.Expand(found, entered, settings.MaxFiles);
        if (!entered.SequenceEqual(folders))
        {
            folders.Clear();
            facts.Clear();
            foreach (string folder in entered)
            {
                folders.Add(folder);
                facts.Add(Look(folder));
            }

            changed = true;
        }

        found.RemoveAll(IsExcluded);
        listed = true;
        listedAt = time.GetTimestamp();
        if (changed)
            changedAt = listedAt;
    }

    private bool IsExcluded(string path)
    {
        foreach (FileGlob exclude in excludes)
        {
            if (exclude.Matches(path))
                return true;
        }

        return false;
    }
}
