namespace HueSoc.Agent.Collectors.Files;

/// <summary>The contents that are known.</summary>
internal sealed class ContentBook
{
    private const int ManyTimes = 8;

    private readonly string name;
    private readonly FileSettings settings;
    private readonly LogFiles files;
    private readonly TimeProvider time;
    private readonly List<LogContent> contents = [];

    public ContentBook(string name, IEnumerable<LogContent> known, FileSettings settings, LogFiles files, TimeProvider time)
    {
        this.name = name;
        this.settings = settings;
        this.files = files;
        this.time = time;
        Comparison = new ContentComparison(files);
        Unread = new UnreadFiles(name, files);
        contents.AddRange(known);

        // Where two say that they are in one file, the later one is.
        contents.Sort(static (a, b) => a.Generation.CompareTo(b.Generation));
    }

    /// <summary>Compares files with them.</summary>
    public ContentComparison Comparison { get; }

    /// <summary>The files that none of them is read from.</summary>
    public UnreadFiles Unread { get; }

    /// <summary>All that are known, older ones before those that came after them in the same file.</summary>
    public List<LogContent> All => contents;

    /// <summary>Saves what was learnt. Older contents first: one that begins where another ended is only saved after that.</summary>
    /// <returns>False when there is no room.</returns>
    public bool Save(IRecordSink sink)
    {
        foreach (LogContent content in contents)
        {
            if (content.MustSave && !Save(content, sink))
                return false;
        }

        return true;
    }

    /// <summary>Saves what is known of a content.</summary>
    public bool Save(LogContent content, IRecordSink sink)
    {
        if (!sink.TrySave(ContentDetails.Write(name, content)))
            return false;
        content.MustSave = false;
        return true;
    }

    /// <summary>Forgets contents that were read to their end and are in no file any more, but for the last ones.</summary>
    public void Forget(IRecordSink sink)
    {
        // A file that could not be compared yet may be a copy of any of them; one that never can must not keep all for ever.
        int most = settings.Remembered * (HasUnknown() ? ManyTimes : 1);
        while (true)
        {
            LogContent? oldest = null;
            int idle = 0;
            foreach (LogContent content in contents)
            {
                if (content.Holder is not null || !content.EndTold || content.MustSave || HasFile(content))
                    continue;
                idle++;
                if (oldest is null || content.EndedAt < oldest.EndedAt)
                    oldest = content;
            }

            if (idle <= most || !sink.TryForget(oldest!.Source))
                return;
            contents.Remove(oldest);
        }
    }

    /// <summary>Begins a content of its own in a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="begins">Its first bytes.</param>
    /// <param name="like">The content that it goes on where that ended; null for none.</param>
    /// <param name="from">Where it does; else 0.</param>
    public void Begin(LogFile file, ReadOnlySpan<byte> begins, LogContent? like, long from)
    {
        int generation = 0;
        foreach (LogContent other in contents)
        {
            if (other.Origin.Device == file.Key.Device && other.Origin.Inode == file.Key.Inode)
                generation = Math.Max(generation, other.Generation);
        }

        LogContent content = new(LogContent.NewSource(file.Key), generation + 1, file.Key)
        {
            Path = file.Path,
            FirstPath = file.Path,
            Head = begins[..Math.Min(begins.Length, ContentFingerprint.MaxBytes)].ToArray(),
            KnownSize = file.IsGzip ? 0 : file.Facts.Size,
            HolderSize = file.IsGzip ? 0 : file.Facts.Size,
            Holder = file,
            Offset = from,
        };
        if (from > 0)
        {
            content.TailAt = from;
            content.Tail = like!.Tail;
            content.TailBytes = like.TailBytes;
            content.Marks = ContentMarks.UpTo(from, like.Marks);
            content.Encoding = like.Encoding;
            content.Format = like.Format;
            content.ReadingState = like.Reading?.State ?? like.ReadingState;
        }

        file.Content = content;
        file.Role = FileRole.Holder;
        if (!file.IsGzip)
            Comparison.TakeMarks(content, file);
        contents.Add(content);
    }

    /// <summary>Takes a content out of the file that had it.</summary>
    public void Lose(LogFile file, ContentEnd end)
    {
        LogContent content = file.Content!;
        content.Holder = null;
        content.End = end;
        content.EndTold = false;
        content.IsLost = false;
        content.Looks = 0;
        content.EndedAt = time.GetTimestamp();
        content.MustSave = true;
        if (end == ContentEnd.Truncated)
        {
            content.Left = file.Key;
            content.MustReach = Math.Max(content.MustReach, content.KnownSize);
        }

        file.Content = null;
        file.Role = FileRole.Unknown;
        file.Judged = default;
    }

    private bool HasUnknown()
    {
        foreach (LogFile file in files.All)
        {
            if (file.Role == FileRole.Unknown && file.Facts.Size > 0)
                return true;
        }

        return false;
    }

    private bool HasFile(LogContent content)
    {
        foreach (LogFile file in files.All)
        {
            if (file.Content == content)
                return true;
        }

        return false;
    }
}
