using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HueSoc.Storage.Sqlite;

#pragma warning disable MA0048 // The state is a word of the file.
/// <summary>What can be done with a day's file.</summary>
internal enum DayFileState
{
    /// <summary>Everything.</summary>
    Ready,

    /// <summary>Nothing until it is repaired or rewritten.</summary>
    Repairing,

    /// <summary>Nothing any more: it was deleted.</summary>
    Deleted,
}

/// <summary>One day's file as the running store knows it.</summary>
internal sealed class DayFile(Partition partition, string folder)
{
    private const int IdleReaders = 2;
    private readonly Lock filterGate = new();
    private readonly Lock idleGate = new();
    private readonly Stack<DayFileReader> idle = new();
    private volatile DayFileState state;
    private volatile FileExtent extent = FileExtent.Empty;
    private DayFileWriter? writer;
    private KeyFilter? filter;
    private List<UInt128>? whileBuilding;
    private int generation;

    /// <summary>The day, or none.</summary>
    public Partition Partition { get; } = partition;

    /// <summary>The file.</summary>
    public string Path { get; } = System.IO.Path.Combine(folder, partition.Name + ".db");

    /// <summary>Held while something is written, and while the file is moved.</summary>
    public Lock Gate { get; } = new();

    /// <summary>What can be done with it. Changed only with <see cref="Gate"/> held.</summary>
    public DayFileState State => state;

    /// <summary>What of it may be seen.</summary>
    public FileExtent Extent
    {
        get => extent;
        set => extent = value;
    }

    /// <summary>Whether the catalogue knows it.</summary>
    public bool IsNoted { get; set; }

    /// <summary>Whether a commit failed and may yet be in the log.</summary>
    public bool IsInDoubt { get; set; }

    /// <summary>For the catalogue.</summary>
    public CatalogFile ForCatalog(bool deleting = false) => new(Partition.Name, extent.Events, extent.First, extent.Last, deleting);

    /// <summary>Bytes on disk.</summary>
    public long Bytes()
    {
        long bytes = 0;
        foreach (string path in (ReadOnlySpan<string>)[Path, Path + "-wal"])
        {
            FileInfo file = new(path);
            bytes += file.Exists ? file.Length : 0;
        }

        return bytes;
    }

    /// <summary>The writer, opened when it is not; <see cref="Gate"/> must be held.</summary>
    public DayFileWriter Writer() => writer ??= DayFileWriter.Open(Path);

    /// <summary>Closes the writer; <see cref="Gate"/> must be held.</summary>
    public void CloseWriter(bool checkpoint)
    {
        if (writer is null)
            return;
        if (checkpoint)
            writer.Checkpoint(whole: false);
        writer.Dispose();
        writer = null;
    }

    /// <summary>Changes what can be done with it, closing everything that is open; <see cref="Gate"/> must be held.</summary>
    public void Change(DayFileState to)
    {
        state = to;
        CloseWriter(checkpoint: false);
        CloseReaders();
        DropFilter();
    }

    /// <summary>A reader; null when the file cannot be read now.</summary>
    /// <param name="from">The generation to give back with the reader.</param>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public DayFileReader? Rent(out int from)
    {
        lock (idleGate)
        {
            from = generation;
            if (state != DayFileState.Ready)
                return null;
            if (idle.TryPop(out DayFileReader? reader))
                return reader;
        }

        return DayFileReader.Open(Path, Partition.Day);
    }

    /// <summary>Gives a reader back.</summary>
    public void Return(DayFileReader reader, int from)
    {
        lock (idleGate)
        {
            if (from == generation && state == DayFileState.Ready && idle.Count < IdleReaders)
            {
                reader.Rest();
                idle.Push(reader);
                return;
            }

            if (from != generation)
                reader.Abandon();
        }

        reader.Dispose();
    }

    /// <summary>Closes the readers that wait for use; those in use are closed when they come back.</summary>
    public void CloseReaders()
    {
        lock (idleGate)
        {
            generation++;
            while (idle.TryPop(out DayFileReader? reader))
                reader.Dispose();
        }
    }

    /// <summary>Whether the file may hold a key; false is certain. The first question has the filter built in the background, and until then everything may be.</summary>
    public bool MayContain(UInt128 key)
    {
        if (extent.Events == 0)
            return false;
        lock (filterGate)
        {
            if (filter is not null)
                return filter.MayContain(key);
            if (whileBuilding is null && state == DayFileState.Ready)
            {
                whileBuilding = [];
                _ = Task.Run(BuildFilter);
            }

            return true;
        }
    }

    /// <summary>Tells of keys that were committed.</summary>
    public void NoteKeys(IReadOnlyList<UInt128> keys)
    {
        lock (filterGate)
        {
            if (filter is not null)
            {
                foreach (UInt128 key in keys)
                    filter.Add(key);
            }
            else
            {
                whileBuilding?.AddRange(keys);
            }
        }
    }

    /// <summary>Forgets the filter; it is built again when it is asked for.</summary>
    public void DropFilter()
    {
        lock (filterGate)
        {
            filter = null;
            whileBuilding = null;
        }
    }

    private void BuildFilter()
    {
        List<UInt128>? mine;
        lock (filterGate)
            mine = whileBuilding;
        KeyFilter built = new(extent.Events + (extent.Events / 4));
        bool whole = false;
        try
        {
            if (Rent(out int from) is DayFileReader reader)
            {
                using (SqliteCommand command = reader.Connection.CreateCommand())
                {
                    command.CommandText = "SELECT key FROM events INDEXED BY events_key";
                    using SqliteDataReader rows = command.ExecuteReader();
                    byte[] key = new byte[16];
                    while (rows.Read())
                    {
                        rows.GetBytes(0, 0, key, 0, 16);
                        built.Add(BinaryPrimitives.ReadUInt128BigEndian(key));
                    }
                }

                Return(reader, from);
                whole = true;
            }
        }
        catch (SqliteException)
        {
            // Without a filter every key is looked for in the file, which then meets the fault itself.
        }

        lock (filterGate)
        {
            if (mine is null || !ReferenceEquals(mine, whileBuilding))
                return;
            foreach (UInt128 key in mine)
                built.Add(key);
            filter = whole ? built : null;
            whileBuilding = null;
        }
    }
}
