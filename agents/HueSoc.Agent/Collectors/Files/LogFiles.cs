using HueSoc.Fleet.Configuration;
using Microsoft.Win32.SafeHandles;

namespace HueSoc.Agent.Collectors.Files;

/// <summary>The files of a source: which there are, what the system says of them, and their bytes.</summary>
internal sealed class LogFiles : IDisposable
{
    private const int MaxSearched = 10_000;
    private const int GoneAfter = 2;

    private readonly FileSettings settings;
    private readonly IFileAccess access;
    private readonly TimeProvider time;
    private readonly int windowBytes;
    private readonly GlobListing[] listings;
    private readonly Dictionary<FileKey, LogFile> files = [];
    private readonly List<LogFile> gone = [];
    private int open;
    private long uses;

    public LogFiles(SourceConfiguration source, FileSettings settings, IFileAccess access, TimeProvider time, int windowBytes)
    {
        this.settings = settings;
        this.access = access;
        this.time = time;
        this.windowBytes = Math.Max(windowBytes, ContentComparison.BeginBytes);
        FileGlob[] excludes = [.. source.Exclude.Select(path => new FileGlob(path))];
        listings = [.. source.Paths.Select(path => new GlobListing(new FileGlob(path), excludes, access, settings, time))];
    }

    /// <summary>All that are known.</summary>
    public Dictionary<FileKey, LogFile>.ValueCollection All => files.Values;

    /// <summary>How many scans there were.</summary>
    public long Scans { get; private set; }

    /// <summary>What was wrong in the last scan, or since.</summary>
    public string? Problem { get; private set; }

    /// <summary>How much may be decompressed until the next scan.</summary>
    public long DecompressBudget { get; private set; }

    /// <summary>Looks at the folders and files.</summary>
    /// <returns>The files that are gone; they are known no more.</returns>
    public List<LogFile> Scan()
    {
        Scans++;
        Problem = null;
        DecompressBudget = settings.DecompressBytes;
        foreach (LogFile file in files.Values)
            file.Sighted = false;
        foreach (GlobListing listing in listings)
        {
            List<string> paths = listing.Paths(out string? problem);
            foreach (string path in paths)
            {
                if (Look(path, out FileFacts facts))
                    Sight(facts, path);
            }

            Problem = problem ?? Problem;
        }

        gone.Clear();
        foreach (LogFile file in files.Values)
        {
            if (!file.Sighted && IsGone(file))
                gone.Add(file);
        }

        foreach (LogFile file in gone)
            Drop(file);
        return gone;
    }

    /// <summary>Finds a file that the paths of the configuration do not find, where it was last.</summary>
    public LogFile? Find(FileKey key, string path)
    {
        if (files.TryGetValue(key, out LogFile? known))
            return known;
        return Search(key, path, out FileFacts facts, out string found) ? Sight(facts, found, sighted: false) : null;
    }

    /// <summary>Asks the system once more about a file.</summary>
    public void Refresh(LogFile file)
    {
        if (file.Handle is { } handle)
        {
            if (access.Look(handle, out FileFacts held) == FileOutcome.Done)
                Update(file, held);
        }
        else if (access.Look(file.Path, out FileFacts facts) == FileOutcome.Done && facts.Key == file.Key)
        {
            Update(file, facts);
        }
    }

    /// <summary>Reads a file.</summary>
    /// <returns>How many bytes, fewer than wanted only at the end; -1 when it failed, and <see cref="Problem"/> says why; <see cref="GzipReader.Later"/>.</returns>
    public int Read(LogFile file, long offset, Span<byte> into)
    {
        if (file.IsGzip)
            return ReadGzip(file, offset, into);
        if (!Open(file))
            return -1;
        int got = access.Read(file.Handle!, offset, into);
        if (got < 0)
            Problem = $"{file.Path} could not be read: the disk or the network failed";
        return got;
    }

    /// <summary>Reads the first bytes of a file. Those of a compressed one are kept while it is compared, which may take several scans: going back is decompressing anew.</summary>
    /// <returns>As <see cref="Read"/>.</returns>
    public int ReadBegin(LogFile file, Span<byte> into)
    {
        if (file.Begin is { } begin)
        {
            begin.CopyTo(into);
            return begin.Length;
        }

        int got = Read(file, 0, into);
        if (got >= 0 && file.IsGzip)
            file.Begin = into[..got].ToArray();
        return got;
    }

    /// <summary>Finds the first byte from an offset on that is in no hole.</summary>
    public long NextData(LogFile file, long offset) =>
        file.IsGzip || !Open(file) ? offset : access.NextData(file.Handle!, offset);

    /// <summary>Whether nothing changed in a file for some time.</summary>
    public bool IsIdle(LogFile file, TimeSpan since) => time.GetElapsedTime(file.ChangedAt) >= since;

    /// <summary>Forgets a file.</summary>
    public void Drop(LogFile file)
    {
        Close(file);
        files.Remove(file.Key);
    }

    public void Dispose()
    {
        foreach (LogFile file in files.Values)
            Close(file);
        files.Clear();
    }

    private bool Look(string path, out FileFacts facts)
    {
        FileOutcome outcome = access.Look(path, out facts);
        if (outcome is not FileOutcome.Done and not FileOutcome.Missing)
            Problem = $"{path} could not be looked at: {Reason(outcome)}";
        return outcome == FileOutcome.Done && facts.Regular;
    }

    private LogFile? Sight(in FileFacts facts, string path, bool sighted = true)
    {
        if (!files.TryGetValue(facts.Key, out LogFile? file))
        {
            if (files.Count >= settings.MaxFiles)
            {
                Problem = $"there are more than {settings.MaxFiles} files: {path} is left out";
                return null;
            }

            file = new LogFile(facts, path) { ChangedAt = time.GetTimestamp(), ChangedScan = Scans };
            files.Add(facts.Key, file);
        }

        // Of several names the first in order is taken, so that it does not change with the order of the folder.
        if (!file.Sighted || string.CompareOrdinal(path, file.Path) < 0)
            file.Path = path;
        file.Sighted = sighted;
        file.Missed = 0;
        Update(file, facts);
        return file;
    }

    private void Update(LogFile file, in FileFacts facts)
    {
        if (facts.Size != file.Facts.Size || facts.Modified != file.Facts.Modified)
        {
            file.ChangedAt = time.GetTimestamp();
            file.ChangedScan = Scans;
            file.Begin = null;
            if (file.Gzip is not null)
                Close(file);
        }

        file.Facts = facts;
    }

    // What is held open is there whatever its name is; of the rest, one look may have come in the middle of a change of names.
    private bool IsGone(LogFile file)
    {
        if (file.Role == FileRole.Holder)
        {
            if (file.Handle is { } handle)
            {
                if (access.Look(handle, out FileFacts held) == FileOutcome.Done)
                    Update(file, held);
                return false;
            }

            if (Search(file.Key, file.Path, out FileFacts facts, out string found))
            {
                file.Path = found;
                file.Missed = 0;
                Update(file, facts);
                return false;
            }
        }

        return ++file.Missed >= GoneAfter;
    }

    private bool Search(FileKey key, string path, out FileFacts facts, out string found)
    {
        found = path;
        if (access.Look(path, out facts) == FileOutcome.Done && facts.Key == key)
            return true;
        if (Path.GetDirectoryName(path) is not { } folder)
            return false;
        try
        {
            int searched = 0;
            foreach (string other in Directory.EnumerateFiles(folder))
            {
                if (access.Look(other, out facts) == FileOutcome.Done && facts.Key == key)
                {
                    found = other;
                    return true;
                }

                if (++searched == MaxSearched)
                    break;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not to be found there, then.
        }

        return false;
    }

    private bool Open(LogFile file)
    {
        file.UsedAt = ++uses;
        if (file.Handle is not null)
            return true;
        SafeFileHandle? handle = OpenHandle(file);
        if (handle is null)
            return false;
        file.Handle = handle;
        open++;
        if (open > settings.MaxOpen)
            CloseOldest(file);
        return true;
    }

    private SafeFileHandle? OpenHandle(LogFile file)
    {
        FileOutcome outcome = access.Open(file.Path, out SafeFileHandle? handle);
        if (outcome == FileOutcome.Done)
        {
            // Between the look and now the name may have gone to another file.
            if (access.Look(handle!, out FileFacts facts) == FileOutcome.Done && facts.Key == file.Key)
                return handle;
            handle!.Dispose();
            return null;
        }

        if (outcome != FileOutcome.Missing)
            Problem = $"{file.Path} could not be opened: {Reason(outcome)}";
        return null;
    }

    private int ReadGzip(LogFile file, long offset, Span<byte> into)
    {
        if (file.Gzip is { } reader && !reader.Reaches(offset))
            Close(file);
        if (file.Gzip is null)
        {
            if (OpenHandle(file) is not { } handle)
                return -1;
            file.Gzip = new GzipReader(handle, windowBytes);
        }

        long budget = DecompressBudget;
        int got = file.Gzip.Read(offset, into, ref budget);
        DecompressBudget = budget;
        if (file.Gzip.Broken is { } broken)
            Problem = $"{file.Path}: {broken}";
        return got;
    }

    // Those that can be opened again by name are closed first.
    private void CloseOldest(LogFile but)
    {
        LogFile? oldest = null;
        foreach (LogFile file in files.Values)
        {
            if (file.Handle is not null && file != but && (oldest is null || Rank(file) < Rank(oldest)))
                oldest = file;
        }

        if (oldest is not null)
            Close(oldest);
    }

    private static long Rank(LogFile file) => file.Facts.Links == 0 || !file.Sighted ? long.MaxValue : file.UsedAt;

    private void Close(LogFile file)
    {
        if (file.Handle is not null)
            open--;
        file.Handle?.Dispose();
        file.Handle = null;
        file.Gzip?.Dispose();
        file.Gzip = null;
    }

    private static string Reason(FileOutcome outcome) => outcome switch
    {
        FileOutcome.Denied => "the agent may not",
        FileOutcome.TooManyOpen => "too many files are open",
        FileOutcome.NotRegular => "it is no regular file",
        FileOutcome.Missing => "it is not there",
        _ => "the disk or the network failed",
    };
}
