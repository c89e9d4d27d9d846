using System.Globalization;

namespace HueSoc.Agent.Collectors.Files;

/// <summary>
/// Files that nothing is read from, because all they have seems to stand elsewhere too, or because it could not be compared yet.
/// Bytes of theirs that are gone before that was proven may have been a log of their own: that is told, to be safe.
/// </summary>
/// <param name="name">The source in the configuration.</param>
/// <param name="files">The files.</param>
internal sealed class UnreadFiles(string name, LogFiles files)
{
    // While the spool is full nothing can be told, and files may come and go all the time.
    private const int MostNotices = 256;

    private readonly Queue<SourceNotice> notices = [];
    private readonly byte[] bytes = new byte[ContentMarks.Bytes];
    private bool told;
    private SourceNotice? more;
    private int moreFiles;
    private long moreLost;

    /// <summary>Keeps what stands in a file now. Of what is compressed nobody knows how much that is.</summary>
    /// <param name="file">The file.</param>
    /// <param name="proven">How many of its first bytes are known to be those of a content.</param>
    public void Stand(LogFile file, long proven)
    {
        long size = file.IsGzip || file.Role == FileRole.Holder ? 0 : file.Facts.Size;
        (file.Stood, file.Proven) = (size, Math.Min(size, proven));
        file.StoodEnd = file.Proven < size && TryRead(file, size, out ulong end) ? end : null;
    }

    /// <summary>Finds out whether what stood in a file still does.</summary>
    public void Check(LogFile file)
    {
        if (file.Proven < file.Stood && (file.Facts.Size < file.Stood || (file.StoodEnd is { } end && TryRead(file, file.Stood, out ulong now) && now != end)))
            Lose(file, "log-truncated");
    }

    /// <summary>A file is gone.</summary>
    public void Gone(LogFile file)
    {
        if (file.Proven < file.Stood)
            Lose(file, "log-gap");
    }

    /// <summary>Tells what is gone.</summary>
    /// <returns>False when there is no room.</returns>
    public bool Tell(IRecordSink sink)
    {
        while (notices.TryPeek(out SourceNotice notice))
        {
            if (!told && !sink.TryAdd(notice))
                return false;
            told = true;
            if (!sink.TryForget(notice.Source))
                return false;
            told = false;
            notices.Dequeue();
            if (notices.Count == 0 && more is { } others)
            {
                notices.Enqueue(others);
                (more, moreFiles, moreLost) = (null, 0, 0);
            }
        }

        return true;
    }

    private bool TryRead(LogFile file, long to, out ulong fingerprint)
    {
        Span<byte> end = bytes.AsSpan(0, (int)Math.Min(to, bytes.Length));
        bool read = files.Read(file, to - end.Length, end) == end.Length;
        fingerprint = read ? ContentFingerprint.Of(end) : 0;
        return read;
    }

    private void Lose(LogFile file, string action)
    {
        long lost = file.Stood - file.Proven;
        if (notices.Count < MostNotices)
        {
            notices.Enqueue(Notice(action, file, lost, string.Create(
                CultureInfo.InvariantCulture,
                $"{file.Path} had {file.Stood} bytes and was not read, because it could not be told from a copy yet: if it was none, {lost} bytes are lost")));
        }
        else
        {
            moreFiles++;
            moreLost += lost;
            more = Notice("log-gap", file, moreLost, string.Create(
                CultureInfo.InvariantCulture,
                $"{moreFiles} more files, {file.Path} the last of them, were gone before they could be told from copies: if they were none, {moreLost} bytes are lost"));
        }

        (file.Stood, file.Proven, file.StoodEnd) = (0, 0, null);
    }

    private SourceNotice Notice(string action, LogFile file, long lost, string message) => new()
    {
        Action = action,
        Source = LogContent.NewSource(file.Key),
        Generation = 1,
        Position = new SourcePosition(0),
        After = new SourcePosition(0, ContentDetails.Told),
        Lost = lost,
        Path = file.Path,
        SourceName = name,
        Message = message,
    };
}
