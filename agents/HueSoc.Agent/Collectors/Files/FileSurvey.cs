namespace HueSoc.Agent.Collectors.Files;

/// <summary>Finds out what every file has, in an order that matters: what a content is read from, what the other files are, and what became of contents that are in no file.</summary>
/// <param name="settings">The bounds.</param>
/// <param name="files">The files.</param>
/// <param name="book">The contents.</param>
/// <param name="time">The clock.</param>
internal sealed class FileSurvey(FileSettings settings, LogFiles files, ContentBook book, TimeProvider time)
{
    private readonly ContentHolders holders = new(settings, files, book, time);
    private readonly FileJudgement judgement = new(files, book);
    private readonly CopySearch copies = new(settings, files, book);
    private readonly List<LogFile> unjudged = [];

    /// <summary>Finds out what every file has. Changes nothing that cannot be found out again.</summary>
    /// <param name="gone">The files that are known no more.</param>
    public void Settle(List<LogFile> gone)
    {
        foreach (LogFile file in gone)
        {
            if (file.Role == FileRole.Holder)
                book.Lose(file, ContentEnd.Gone);
            else
                book.Unread.Gone(file);
        }

        holders.Find();
        foreach (LogContent content in book.All)
        {
            if (content.Holder is { } holder)
                holders.Check(content, holder);
        }

        unjudged.Clear();
        foreach (LogFile file in files.All)
        {
            if (file.Role != FileRole.Holder && FileJudgement.IsDue(file))
                unjudged.Add(file);
        }

        // A copy is younger than what it is a copy of, and must not be taken for it.
        unjudged.Sort(static (a, b) => a.Facts.Made != b.Facts.Made ? a.Facts.Made.CompareTo(b.Facts.Made) : string.CompareOrdinal(a.Path, b.Path));
        foreach (LogFile file in unjudged)
        {
            book.Unread.Check(file);
            book.Unread.Stand(file, judgement.Judge(file));
        }

        foreach (LogContent content in book.All)
        {
            if (content.Holder is null)
                copies.Find(content);
        }
    }
}
