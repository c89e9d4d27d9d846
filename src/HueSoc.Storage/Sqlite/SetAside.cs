namespace HueSoc.Storage.Sqlite;

/// <summary>Moves a database file out of the way, with what belongs to it.</summary>
internal static class SetAside
{
    /// <summary>A name beside a file that is not taken: <c>x.damaged-1.db</c>, and so on.</summary>
    public static string FreeName(string path)
    {
        string stem = Path.Combine(Path.GetDirectoryName(path)!, Path.GetFileNameWithoutExtension(path));
        int number = 1;
        while (File.Exists($"{stem}.damaged-{number}.db") || File.Exists($"{stem}.damaged-{number}.db-wal"))
            number++;
        return $"{stem}.damaged-{number}.db";
    }

    /// <summary>Moves a file and its log; the shared index is made anew by whoever opens it. What was moved before is left as it is.</summary>
    public static void Move(string from, string to)
    {
        foreach (string suffix in (ReadOnlySpan<string>)["-wal", string.Empty])
        {
            if (File.Exists(from + suffix) && !File.Exists(to + suffix))
                File.Move(from + suffix, to + suffix);
        }

        File.Delete(from + "-shm");
    }

    /// <summary>Puts a whole new file in the place of a file; after a crash on the way it can be done again.</summary>
    public static void Replace(string path, string by)
    {
        // A log of the old file must not be taken for one of the new.
        File.Delete(path + "-wal");
        File.Delete(path + "-shm");
        File.Move(by, path, overwrite: true);
    }

    /// <summary>Deletes a file and what belongs to it.</summary>
    public static void Delete(string path)
    {
        // The log goes first: without it an older state is left, with it and no file nothing that a new file of the name would take up.
        foreach (string suffix in (ReadOnlySpan<string>)["-wal", "-shm", string.Empty])
            File.Delete(path + suffix);
    }
}
