namespace HueSoc.Agent.Collectors.Files;

/// <summary>The files that contents are read from.</summary>
/// <param name="settings">The bounds.</param>
/// <param name="files">The files.</param>
/// <param name="book">The contents.</param>
/// <param name="time">The clock.</param>
internal sealed class ContentHolders(FileSettings settings, LogFiles files, ContentBook book, TimeProvider time)
{
    private readonly byte[] head = new byte[ContentComparison.BeginBytes];

    /// <summary>Finds them after a restart.</summary>
    public void Find()
    {
        for (int i = book.All.Count - 1; i >= 0; i--)
        {
            LogContent content = book.All[i];
            if (content.Holder is not null || content.End != ContentEnd.None)
                continue;
            LogFile? file = files.Find(content.HolderKey, content.Path);
            if (file is not null && file.Role != FileRole.Holder)
            {
                content.Holder = file;
                content.Looks = 0;
                if (!file.IsGzip)
                    content.SeenEnd = -1;
                file.Content = content;
                file.Role = FileRole.Holder;
                file.Judged = default;
            }
            else if (file is not null || ++content.Looks >= 2)
            {
                content.End = ContentEnd.Gone;
                content.Looks = 0;
                content.EndedAt = time.GetTimestamp();
                content.MustSave = true;
            }
        }
    }

    /// <summary>Finds out whether a file still has what is read from it, and learns what came.</summary>
    public void Check(LogContent content, LogFile file)
    {
        if (content.Path != file.Path)
        {
            content.Moved = true;
            content.Path = file.Path;
            content.MustSave = true;
        }

        if (file.IsGzip && content.SeenEnd == file.Facts.Size)
            file.Judged = file.Facts;
        bool same = file.Judged.Size == file.Facts.Size && file.Judged.Modified == file.Facts.Modified;
        if (same && (file.IsGzip || (content.TailAt == content.Offset && files.IsIdle(file, settings.Racy))))
            return;
        if (!file.IsGzip && file.Facts.Size < Math.Max(content.HolderSize, content.Offset))
        {
            book.Lose(file, ContentEnd.Truncated);
            return;
        }

        int got = files.ReadBegin(file, head);
        if (got < 0)
            return;
        int shorter = Math.Min(got, content.Head.Length);
        bool differs = got < content.Head.Length || !head.AsSpan(0, shorter).SequenceEqual(content.Head.AsSpan(0, shorter));
        bool? tailed = differs ? false : file.IsGzip ? book.Comparison.HasTail(file, content) : book.Comparison.IsIn(file, content);
        if (tailed is null)
            return;
        file.Begin = null;
        if (tailed == false)
        {
            book.Lose(file, ContentEnd.Truncated);
            return;
        }

        file.Judged = file.Facts;
        if (Math.Min(got, ContentFingerprint.MaxBytes) > content.Head.Length)
        {
            content.Head = head[..Math.Min(got, ContentFingerprint.MaxBytes)];
            content.MustSave = true;
        }

        if (!file.IsGzip)
        {
            content.KnownSize = Math.Max(content.KnownSize, file.Facts.Size);
            content.HolderSize = Math.Max(content.HolderSize, file.Facts.Size);
            book.Comparison.TakeMarks(content, file);
        }

        if (content.TailAt != content.Offset || content.TailBytes != ContentFingerprint.MaxBytes)
            book.Comparison.TakeTail(content, file);
    }
}
