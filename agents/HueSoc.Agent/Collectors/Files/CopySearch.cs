namespace HueSoc.Agent.Collectors.Files;

/// <summary>Finds copies of contents that are in no file any more.</summary>
/// <param name="settings">The bounds.</param>
/// <param name="files">The files.</param>
/// <param name="book">The contents.</param>
internal sealed class CopySearch(FileSettings settings, LogFiles files, ContentBook book)
{
    private readonly byte[] head = new byte[ContentComparison.BeginBytes];

    /// <summary>Looks for a copy to read a content on from; after some looks it is taken to be lost.</summary>
    public void Find(LogContent content)
    {
        if (content.End == ContentEnd.None || (content.EndTold && content.Looks >= settings.Looks))
            return;
        LogFile? best = null;
        LogFile? older = null;
        bool patient = false;
        foreach (LogFile file in files.All)
        {
            if (file.Role == FileRole.Unknown)
                patient |= !content.EndTold && file.Facts.Size > 0 && file.Judged == default;
            if (file.Content != content)
                continue;
            switch (CompareNow(file, content, out int seen))
            {
                case ContentMatch.None:
                    file.Judged = default;
                    break;
                case ContentMatch.Whole:
                    if (best is null || (best.IsGzip && !file.IsGzip) || (best.IsGzip == file.IsGzip && file.Facts.Size > best.Facts.Size))
                        best = file;
                    break;
                case ContentMatch.Later:
                    patient = true;
                    break;
                case ContentMatch.Beginning when files.Scans - file.ChangedScan < settings.Looks:
                    patient = true;
                    break;
                case ContentMatch.Beginning when seen < content.Head.Length && seen > content.Offset:
                    // Made before the last of what was seen was written: better than nothing.
                    older = file;
                    break;
            }
        }

        if (best is null && !patient && older is not null && !content.EndTold && CompareNow(older, content, out int length) == ContentMatch.Beginning)
        {
            content.Head = head[..length];
            best = older;
        }

        if (best is not null && (!content.EndTold || best.IsGzip || best.Facts.Size > content.Offset))
        {
            Attach(content, best);
            return;
        }

        content.Looks++;
        content.IsLost = content.Looks >= (patient ? settings.PatientLooks : settings.Looks);
    }

    private ContentMatch CompareNow(LogFile file, LogContent content, out int seen)
    {
        files.Refresh(file);
        int got = files.ReadBegin(file, head);
        seen = got;
        ContentMatch match = got < 0 ? ContentMatch.Later : got == 0 ? ContentMatch.None : book.Comparison.Compare(file, head.AsSpan(0, got), content, out _);
        if (match != ContentMatch.Later)
            file.Begin = null;
        return match;
    }

    private static void Attach(LogContent content, LogFile file)
    {
        if (content.EndTold)
            content.MustReach = -1;
        else if (content.End == ContentEnd.Truncated || content.FinishedAt != content.Offset)
            content.MustReach = Math.Max(content.MustReach, content.KnownSize);
        content.Holder = file;
        content.HolderKey = file.Key;
        content.HolderSize = file.IsGzip ? 0 : file.Facts.Size;
        content.KnownSize = Math.Max(content.KnownSize, content.HolderSize);

        // What stood behind the end of this file is lost; what comes there now may be something else.
        if (!file.IsGzip)
            content.Marks = ContentMarks.UpTo(file.Facts.Size, content.Marks);
        (file.Stood, file.Proven) = (0, 0);
        content.Path = file.Path;
        content.End = ContentEnd.None;
        content.EndTold = false;
        content.Looks = 0;
        content.SeenEnd = -1;
        content.Moved = true;
        content.MustSave = true;
        file.Role = FileRole.Holder;
        file.Judged = file.Facts;
    }
}
