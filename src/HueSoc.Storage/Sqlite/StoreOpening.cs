using HueSoc.Storage.EventStore;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Sqlite;

/// <summary>What is found when the store is opened: brought in order as far as that is quick, the rest told.</summary>
internal sealed class StoreOpening(DayFiles files, Catalog catalog)
{
    /// <summary>Files that are damaged, or whose repair was not finished; they are out of use.</summary>
    public List<DayFile> Damaged { get; } = [];

    /// <summary>Files that were written after the catalogue was last, by a process that did not end well; they are to be checked.</summary>
    public List<DayFile> ToCheck { get; } = [];

    /// <summary>Numbers that were in files which are not there any more, as far as the catalogue knows.</summary>
    public List<(string Name, SequenceRange Numbers)> Vanished { get; } = [];

    /// <summary>The highest number that was given.</summary>
    public long Head { get; private set; }

    /// <summary>Looks at everything.</summary>
    public void Run()
    {
        Dictionary<string, CatalogFile> known = [];
        foreach (CatalogFile file in catalog.Files())
        {
            if (file.Deleting)
            {
                SetAside.Delete(Path.Combine(files.Folder, file.Name + ".db"));
                catalog.Forget(file.Name);
            }
            else
            {
                known[file.Name] = file;
            }
        }

        HashSet<string> unfinished = [.. catalog.Repairs().Where(r => r.State < 2).Select(r => r.Name)];
        SortedSet<string> names = [.. known.Keys, .. unfinished];
        foreach (string path in Directory.EnumerateFiles(files.Folder, "*.db"))
            names.Add(Path.GetFileNameWithoutExtension(path));
        bool uncertain = false;
        foreach (string name in names)
        {
            if (Partition.FromName(name) is Partition partition)
                uncertain |= !Look(partition, known.TryGetValue(name, out CatalogFile row) ? row : null, unfinished.Contains(name));
        }

        Head = Math.Max(Head, Math.Max(Last(catalog.Deleted), Last(catalog.Lost)));
        if (catalog.WasClean || uncertain)
            Head = Math.Max(Head, catalog.Ceiling);
    }

    private static long Last(SequenceRanges ranges) => ranges.All.IsEmpty ? 0 : ranges.All[^1].Last;

    // Whether it is certain what the file held.
    private bool Look(Partition partition, CatalogFile? row, bool unfinished)
    {
        DayFile file = files.GetOrAdd(partition);
        file.IsNoted = row is not null;
        long mostLast = catalog.WasClean && row is CatalogFile closed ? closed.Last : Math.Max(catalog.Ceiling, row?.Last ?? 0);
        if (!unfinished)
        {
            try
            {
                if (!File.Exists(file.Path))
                    return Vanish(file, row, mostLast);
                using DayFileReader reader = DayFileReader.Open(file.Path, partition.Day);
                file.Extent = DayFileWriter.ReadExtent(reader.Connection, file.Path);
                if (row is CatalogFile { Events: > 0 } noted && file.Extent.Last < noted.Last)
                    throw new DayFileDamagedException($"{file.Path}: events that were there are gone");
                Head = Math.Max(Head, file.Extent.Last);
                if (row is null)
                    Note(file);
                if (!catalog.WasClean && !catalog.IsNew && file.Extent.Last > (row?.Last ?? 0))
                    ToCheck.Add(file);
                return true;
            }
            catch (Exception e) when (DayFileDamagedException.IsDamage(e))
            {
                if (row is null or { Events: 0 } && new FileInfo(file.Path).Length == 0 && !File.Exists(file.Path + "-wal"))
                {
                    // Made, and never written.
                    File.Delete(file.Path);
                    files.Remove(file);
                    return true;
                }
            }
        }

        file.Extent = new(row?.Events ?? 0, row is { First: > 0 } from ? from.First : 1, mostLast, long.MinValue, long.MaxValue);
        lock (file.Gate)
            file.Change(DayFileState.Repairing);
        Damaged.Add(file);
        return catalog.WasClean && row is not null;
    }

    // A file the catalogue does not know: the catalogue is new, or was damaged.
    private void Note(DayFile file)
    {
        try
        {
            catalog.Note(file.ForCatalog());
            file.IsNoted = true;
        }
        catch (SqliteException)
        {
            // The disk may be full: it is noted before something is written into it.
        }
    }

    private bool Vanish(DayFile file, CatalogFile? row, long mostLast)
    {
        files.Remove(file);
        if (row is not CatalogFile gone)
            return true;
        Vanished.Add((gone.Name, new(Math.Max(1, gone.First), gone.Events > 0 || !catalog.WasClean ? mostLast : 0)));
        return catalog.WasClean;
    }
}
