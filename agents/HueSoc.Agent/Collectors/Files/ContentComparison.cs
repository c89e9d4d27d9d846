namespace HueSoc.Agent.Collectors.Files;

/// <summary>Compares files with contents by their fingerprints, and takes these.</summary>
/// <param name="files">The files.</param>
internal sealed class ContentComparison(LogFiles files)
{
    /// <summary>How many bytes from the beginning of a file are compared without reading again.</summary>
    public const int BeginBytes = ContentMarks.Far;

    private readonly byte[] tail = new byte[ContentFingerprint.MaxBytes];

    /// <summary>Whether the bytes of a file are those that were there when fingerprints of a content were taken.</summary>
    /// <returns>Null when they could not be read.</returns>
    public bool? IsIn(LogFile file, LogContent content)
    {
        long equal = 0;
        return HasTail(file, content) is not true and var not ? not : HasMarks(file, [], content, content.TailAt, long.MaxValue, ref equal);
    }

    /// <summary>Compares a file with what is known of a content.</summary>
    /// <param name="file">The file.</param>
    /// <param name="begins">Its first bytes, <see cref="BeginBytes"/> if it has as many.</param>
    /// <param name="content">The content.</param>
    /// <param name="equal">Up to where the two are known to be equal, which tells which of several is meant.</param>
    public ContentMatch Compare(LogFile file, ReadOnlySpan<byte> begins, LogContent content, out long equal)
    {
        int shorter = Math.Min(begins.Length, content.Head.Length);
        equal = shorter;
        if (!begins[..shorter].SequenceEqual(content.Head.AsSpan(0, shorter)))
            return ContentMatch.None;
        if (begins.Length < content.Head.Length)
            return ContentMatch.Beginning;
        if (HasMarks(file, begins, content, 0, file.IsGzip ? begins.Length : long.MaxValue, ref equal) is not true and var before)
            return before is null ? ContentMatch.Later : ContentMatch.None;
        if (!file.IsGzip && file.Facts.Size < content.Offset)
            return CompareBeginning(file, content, ref equal);
        int length = (int)Math.Min(content.TailBytes, content.TailAt);
        int got = files.Read(file, content.TailAt - length, tail.AsSpan(0, length));
        if (got < 0)
            return ContentMatch.Later;
        if (got < length)
            return CompareBeginning(file, content, ref equal);
        if (ContentFingerprint.Of(tail.AsSpan(0, length)) != content.Tail && length > 0)
            return ContentMatch.None;
        equal = Math.Max(equal, content.TailAt);
        if (file.IsGzip && HasMarks(file, begins, content, content.TailAt, long.MaxValue, ref equal) is not true and var behind)
            return behind is null ? ContentMatch.Later : ContentMatch.None;
        if (content.TailAt == content.Offset)
            return ContentMatch.Whole;
        return files.Read(file, content.Offset - 1, tail.AsSpan(0, 1)) switch
        {
            1 => ContentMatch.Whole,
            0 => ContentMatch.Beginning,
            _ => ContentMatch.Later,
        };
    }

    /// <summary>Takes the fingerprint before the place where reading goes on.</summary>
    public void TakeTail(LogContent content, LogFile file)
    {
        int length = (int)Math.Min(ContentFingerprint.MaxBytes, content.Offset);
        if (files.Read(file, content.Offset - length, tail.AsSpan(0, length)) != length)
            return;
        content.Tail = ContentFingerprint.Of(tail.AsSpan(0, length));
        content.TailAt = content.Offset;
        content.TailBytes = ContentFingerprint.MaxBytes;
    }

    /// <summary>Takes fingerprints along the way, for the time when the file is gone and others are to be compared with what was in it.</summary>
    public void TakeMarks(LogContent content, LogFile file)
    {
        while (content.Marks.Length < ContentMarks.Most && ContentMarks.Place(content.Marks.Length) <= file.Facts.Size)
        {
            Span<byte> bytes = tail.AsSpan(0, ContentMarks.Bytes);
            if (files.Read(file, ContentMarks.Place(content.Marks.Length) - bytes.Length, bytes) != bytes.Length)
                return;
            content.Marks = [.. content.Marks, ContentFingerprint.Of(bytes)];
            content.MustSave = true;
        }
    }

    /// <summary>Whether a file has the bytes that were before the place where the fingerprint was taken.</summary>
    /// <returns>Null when they could not be read.</returns>
    public bool? HasTail(LogFile file, LogContent content)
    {
        int length = (int)Math.Min(content.TailBytes, content.TailAt);
        if (length == 0)
            return true;
        int got = files.Read(file, content.TailAt - length, tail.AsSpan(0, length));
        return got < 0 ? null : got == length && ContentFingerprint.Of(tail.AsSpan(0, length)) == content.Tail;
    }

    /// <summary>Whether a file has more bytes than so many.</summary>
    public bool HasMoreThan(LogFile file, long length) =>
        file.IsGzip ? files.Read(file, length, tail.AsSpan(0, 1)) == 1 : file.Facts.Size > length;

    // All of them, not only the last: two files may well have the same bytes before a mark and others further ahead. What is
    // compressed is read in one direction: the marks of its first bytes, the tail, and then those behind that.
    private bool? HasMarks(LogFile file, ReadOnlySpan<byte> begins, LogContent content, long from, long to, ref long equal)
    {
        Span<byte> bytes = tail.AsSpan(0, ContentMarks.Bytes);
        for (int mark = 0; mark < content.Marks.Length; mark++)
        {
            long place = ContentMarks.Place(mark);
            if (place <= from)
                continue;
            if (place > to || (!file.IsGzip && place > file.Facts.Size))
                break;
            if (place <= begins.Length)
            {
                begins.Slice((int)place - bytes.Length, bytes.Length).CopyTo(bytes);
            }
            else
            {
                int got = files.Read(file, place - bytes.Length, bytes);
                if (got < bytes.Length)
                    return got < 0 ? null : file.IsGzip;
            }

            if (ContentFingerprint.Of(bytes) != content.Marks[mark])
                return false;
            equal = Math.Max(equal, place);
        }

        return true;
    }

    /// <summary>Whether the last bytes of a file are those of another at the same place.</summary>
    /// <returns>Null when they could not be read.</returns>
    public bool? EndsLike(LogFile file, LogFile other)
    {
        long at = file.Facts.Size;
        Span<byte> mine = tail.AsSpan(0, (int)Math.Min(ContentFingerprint.MaxBytes, at));
        Span<byte> its = stackalloc byte[ContentFingerprint.MaxBytes];
        its = its[..mine.Length];
        return files.Read(file, at - mine.Length, mine) != mine.Length || files.Read(other, at - its.Length, its) != its.Length ? null : mine.SequenceEqual(its);
    }

    // Shorter than what was read of the content: compared with the file that has it, if that is still there.
    private ContentMatch CompareBeginning(LogFile file, LogContent content, ref long equal)
    {
        if (file.IsGzip || content.Holder is not { IsGzip: false } holder || file.Facts.Size <= equal)
            return ContentMatch.Beginning;
        if (EndsLike(file, holder) is not true and var not)
            return not is null ? ContentMatch.Later : ContentMatch.None;
        equal = file.Facts.Size;
        return ContentMatch.Beginning;
    }
}
