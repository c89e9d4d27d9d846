namespace HueSoc.Agent.Collectors.Files;

/// <summary>Compares a file that nothing is read from with all contents: is it a copy, the beginning of one, or something new?</summary>
/// <param name="files">The files.</param>
/// <param name="book">The contents.</param>
internal sealed class FileJudgement(LogFiles files, ContentBook book)
{
    private readonly byte[] head = new byte[ContentComparison.BeginBytes];

    /// <summary>Whether a file changed since it was judged, or its judgement may.</summary>
    public static bool IsDue(LogFile file) => file.Judged.Size != file.Facts.Size || file.Judged.Modified != file.Facts.Modified || IsDoubtful(file);

    /// <summary>Finds out what a file has.</summary>
    /// <returns>How many of its first bytes are known to be those of a content.</returns>
    public long Judge(LogFile file)
    {
        int got = file.Facts.Size == 0 ? 0 : files.ReadBegin(file, head);
        if (got < 0)
            return 0;
        // Of several that begin like it, the one of which most is known to be equal: others only share a header with it.
        LogContent? whole = null;
        LogContent? beginning = null;
        long wholeEqual = -1;
        long beginningEqual = -1;
        for (int i = 0; i < book.All.Count && got > 0; i++)
        {
            LogContent content = book.All[i];
            if (content.Left == file.Key)
                continue;
            ContentMatch match = book.Comparison.Compare(file, head.AsSpan(0, got), content, out long equal);
            if (match == ContentMatch.Later)
                return 0;
            if (match == ContentMatch.Beginning && equal >= beginningEqual)
                (beginning, beginningEqual) = (content, equal);
            else if (match == ContentMatch.Whole && equal >= wholeEqual)
                (whole, wholeEqual) = (content, equal);
        }

        file.Begin = null;
        file.Judged = file.Facts;
        file.Content = null;
        file.Role = FileRole.Unknown;
        if (got == 0)
            return 0;
        if (beginning is not null)
        {
            // Also when it has all that was read of another: that may only have begun like it, and its next bytes tell.
            Join(file, beginning, FileRole.Beginning);
            return beginningEqual;
        }

        if (whole is null)
        {
            book.Begin(file, head.AsSpan(0, got), null, 0);
            return 0;
        }

        long from = OwnBeginning(file, whole);
        if (from >= 0)
        {
            book.Begin(file, head.AsSpan(0, got), whole, from);
            return 0;
        }

        Join(file, whole, FileRole.Copy);
        return !file.IsGzip && whole.Holder is { IsGzip: false } holder && book.Comparison.EndsLike(file, holder) == true ? file.Facts.Size : wholeEqual;
    }

    // What was read of the content since the two were compared may differ.
    private static bool IsDoubtful(LogFile file) =>
        file.Content is { } content && content.Offset != file.JudgedOffset
        && (file.IsGzip ? content.Holder is not { } holder || content.SeenEnd == holder.Facts.Size : file.JudgedOffset < file.Facts.Size);

    private static void Join(LogFile file, LogContent content, FileRole role)
    {
        file.Content = content;
        file.Role = role;
        file.JudgedOffset = content.Offset;
        if (content.EndTold)
            content.Looks = 0;
    }

    // A copy has nothing that its original has not. What has more goes on by itself, where the original ended; if it is short and
    // younger, it only begins alike. -1 when it is a copy, or that must be asked again once the original was read.
    private long OwnBeginning(LogFile file, LogContent content)
    {
        if (content.Holder is not { } holder)
            return -1;
        files.Refresh(holder);
        bool read = content.SeenEnd == holder.Facts.Size || (!holder.IsGzip && content.Offset == holder.Facts.Size);
        long length = !holder.IsGzip ? holder.Facts.Size : read ? Math.Max(content.Offset, content.ReadTo) : -1;
        if (length >= 0 && !book.Comparison.HasMoreThan(file, length))
            return -1;
        if (length >= 0 && content.Head.Length < ContentFingerprint.MaxBytes && content.HolderKey == content.Origin && file.Facts.Made > holder.Facts.Made && holder.Facts.Made != 0)
            return 0;
        if (read)
            return content.Offset;
        file.Judged = default;
        return -1;
    }
}
