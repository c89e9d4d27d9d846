namespace HueSoc.Agent.Collectors.Files;

/// <summary>Compares files with contents by their fingerprints, and takes these.</summary>
/// <param name="files">The files.</param>
internal sealed class ContentComparison(LogFiles files)
{
    private readonly byte[] tail = new byte[ContentFingerprint.MaxBytes];

    /// <summary>Whether the bytes of a file are those that were there when fingerprints of a content were taken.</summary>
    /// <returns>Null when they could not be read.</returns>
    public bool? IsIn(LogFile file, LogContent content) => HasTail(file, content) is not true and var not ? not : HasLastMark(file, content);

    /// <summary>Compares a file with what is known of a content.</summary>
    /// <param name="file">The file.</param>
    /// <param name="begins">Its first bytes.</param>
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
        if (HasLastMark(file, content) is not true and var not)
            return not is null ? ContentMatch.Later : ContentMatch.None;
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

    // What was seen but not yet read can be something else by now although everything before begins alike.
    private bool? HasLastMark(LogFile file, LogContent content)
    {
        int mark = ContentMarks.Before(file.IsGzip ? long.MaxValue : file.Facts.Size, content.Marks.Length);
        if (mark < 0 || ContentMarks.Place(mark) <= content.TailAt)
            return true;
        Span<byte> bytes = tail.AsSpan(0, ContentMarks.Bytes);
        int got = files.Read(file, ContentMarks.Place(mark) - bytes.Length, bytes);
        return got < 0 ? null : got < bytes.Length ? file.IsGzip : ContentFingerprint.Of(bytes) == content.Marks[mark];
    }

    // Shorter than what was read of the content: compared with the file that has it, or with the last mark on the way.
    private ContentMatch CompareBeginning(LogFile file, LogContent content, ref long equal)
    {
        long size = file.IsGzip ? LogFiles.KnownEnd(file) : file.Facts.Size;
        int mark = ContentMarks.Before(size, content.Marks.Length);
        long at = content.Holder is { IsGzip: false } && !file.IsGzip ? size : ContentMarks.Place(mark);
        int length = (int)Math.Min(content.Holder is { IsGzip: false } && !file.IsGzip ? ContentFingerprint.MaxBytes : ContentMarks.Bytes, at);
        if (at <= equal)
            return ContentMatch.Beginning;
        Span<byte> mine = tail.AsSpan(0, length);
        int got = files.Read(file, at - length, mine);
        if (got < length)
            return got < 0 ? ContentMatch.Later : ContentMatch.Beginning;
        if (!file.IsGzip && content.Holder is { IsGzip: false } holder)
        {
            Span<byte> its = stackalloc byte[ContentFingerprint.MaxBytes];
            if (files.Read(holder, at - length, its[..length]) != length)
                return ContentMatch.Later;
            if (!mine.SequenceEqual(its[..length]))
                return ContentMatch.None;
        }
        else if (ContentFingerprint.Of(mine) != content.Marks[mark])
        {
            return ContentMatch.None;
        }

        equal = at;
        return ContentMatch.Beginning;
    }
}
