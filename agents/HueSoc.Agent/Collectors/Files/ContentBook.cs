using System.Globalization;
using System.Security.Cryptography;

namespace HueSoc.Agent.Collectors.Files;

/// <summary>The contents that are known, and which file has which.</summary>
internal sealed class ContentBook
{
    private readonly string name;
    private readonly FileSettings settings;
    private readonly LogFiles files;
    private readonly TimeProvider time;
    private readonly ContentComparison comparison;
    private readonly List<LogContent> contents = [];
    private readonly byte[] head = new byte[ContentFingerprint.MaxBytes];
    private readonly List<LogFile> unjudged = [];

    public ContentBook(string name, IEnumerable<LogContent> known, FileSettings settings, LogFiles files, TimeProvider time)
    {
        this.name = name;
        this.settings = settings;
        this.files = files;
        comparison = new(files);
        this.time = time;
        contents.AddRange(known);

        // Where two say that they are in one file, the later one is.
        contents.Sort(static (a, b) => a.Generation.CompareTo(b.Generation));
    }

    /// <summary>Compares files with them.</summary>
    public ContentComparison Comparison => comparison;

    /// <summary>All that are known, older ones before those that came after them in the same file.</summary>
    public List<LogContent> All => contents;

    /// <summary>Finds out what every file has. Changes nothing that cannot be found out again.</summary>
    public void Settle(List<LogFile> gone)
    {
        foreach (LogFile file in gone)
        {
            if (file.Role == FileRole.Holder)
                Lose(file, ContentEnd.Gone);
        }

        FindHolders();
        foreach (LogContent content in contents)
        {
            if (content.Holder is { } holder)
                CheckHolder(content, holder);
        }

        unjudged.Clear();
        foreach (LogFile file in files.All)
        {
            if (file.Role != FileRole.Holder && (file.Judged.Size != file.Facts.Size || file.Judged.Modified != file.Facts.Modified || IsDoubtful(file)))
                unjudged.Add(file);
        }

        // A copy is younger than what it is a copy of, and must not be taken for it.
        unjudged.Sort(static (a, b) => a.Key.Born != b.Key.Born ? a.Key.Born.CompareTo(b.Key.Born) : string.CompareOrdinal(a.Path, b.Path));
        foreach (LogFile file in unjudged)
            Judge(file);
        foreach (LogContent content in contents)
        {
            if (content.Holder is null)
                FindCopy(content);
        }
    }

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

            if (idle <= settings.Remembered || !sink.TryForget(oldest!.Source))
                return;
            contents.Remove(oldest);
        }
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

    // What was read of the content since the two were compared may differ.
    private static bool IsDoubtful(LogFile file) =>
        file.Content is { } content && content.Offset != file.JudgedOffset
        && (file.IsGzip ? content.Holder is not { } holder || content.SeenEnd == holder.Facts.Size : file.JudgedOffset < file.Facts.Size);

    private bool HasFile(LogContent content)
    {
        foreach (LogFile file in files.All)
        {
            if (file.Content == content)
                return true;
        }

        return false;
    }

    // After a restart.
    private void FindHolders()
    {
        for (int i = contents.Count - 1; i >= 0; i--)
        {
            LogContent content = contents[i];
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

    private void CheckHolder(LogContent content, LogFile file)
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
            Lose(file, ContentEnd.Truncated);
            return;
        }

        int got = files.Read(file, 0, head);
        if (got < 0)
            return;
        int shorter = Math.Min(got, content.Head.Length);
        bool differs = got < content.Head.Length || !head.AsSpan(0, shorter).SequenceEqual(content.Head.AsSpan(0, shorter));
        bool? tailed = differs ? false : file.IsGzip ? comparison.HasTail(file, content) : comparison.IsIn(file, content);
        if (tailed is null)
            return;
        if (tailed == false)
        {
            Lose(file, ContentEnd.Truncated);
            return;
        }

        file.Judged = file.Facts;
        if (got > content.Head.Length)
        {
            content.Head = head[..got];
            content.MustSave = true;
        }

        if (!file.IsGzip)
        {
            content.KnownSize = Math.Max(content.KnownSize, file.Facts.Size);
            content.HolderSize = Math.Max(content.HolderSize, file.Facts.Size);
            comparison.TakeMarks(content, file);
        }

        if (content.TailAt != content.Offset || content.TailBytes != ContentFingerprint.MaxBytes)
            comparison.TakeTail(content, file);
    }

    // What does a file have that is the holder of nothing?
    private void Judge(LogFile file)
    {
        int got = file.Facts.Size == 0 ? 0 : files.Read(file, 0, head);
        if (got < 0)
            return;
        // Of several that begin like it, the one of which most is known to be equal: others only share a header with it.
        LogContent? whole = null;
        LogContent? beginning = null;
        long wholeEqual = -1;
        long beginningEqual = -1;
        for (int i = 0; i < contents.Count && got > 0; i++)
        {
            LogContent content = contents[i];
            if (content.Left == file.Key)
                continue;
            ContentMatch match = comparison.Compare(file, head.AsSpan(0, got), content, out long equal);
            if (match == ContentMatch.Later)
                return;
            if (match == ContentMatch.Beginning && equal >= beginningEqual)
                (beginning, beginningEqual) = (content, equal);
            else if (match == ContentMatch.Whole && equal >= wholeEqual)
                (whole, wholeEqual) = (content, equal);
        }

        file.Judged = file.Facts;
        file.Content = null;
        file.Role = FileRole.Unknown;
        if (got == 0)
            return;
        if (beginning is not null)
        {
            // Also when it has all that was read of another: that may only have begun like it, and its next bytes tell.
            Join(file, beginning, FileRole.Beginning);
        }
        else if (whole is not null)
        {
            long from = OwnBeginning(file, whole);
            if (from >= 0)
                Begin(file, head.AsSpan(0, got), whole, from);
            else
                Join(file, whole, FileRole.Copy);
        }
        else
        {
            Begin(file, head.AsSpan(0, got), null, 0);
        }
    }

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
        if (length >= 0 && !comparison.HasMoreThan(file, length))
            return -1;
        if (length >= 0 && content.Head.Length < ContentFingerprint.MaxBytes && content.HolderKey == content.Origin && file.Key.Born > holder.Key.Born && holder.Key.Born != 0)
            return 0;
        if (read)
            return content.Offset;
        file.Judged = default;
        return -1;
    }

    private void Begin(LogFile file, ReadOnlySpan<byte> begins, LogContent? like, long from)
    {
        int generation = 0;
        foreach (LogContent other in contents)
        {
            if (other.Origin.Device == file.Key.Device && other.Origin.Inode == file.Key.Inode)
                generation = Math.Max(generation, other.Generation);
        }

        // An inode that is given again after its last content was forgotten must not give ids again: hence the random part.
        string unique = RandomNumberGenerator.GetHexString(8, lowercase: true);
        string source = string.Create(CultureInfo.InvariantCulture, $"file:{file.Key.Device}:{file.Key.Inode}:{unique}");
        LogContent content = new(source, generation + 1, file.Key)
        {
            Path = file.Path,
            FirstPath = file.Path,
            Head = begins.ToArray(),
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
            content.Marks = like.Marks;
            content.Encoding = like.Encoding;
            content.Format = like.Format;
            content.ReadingState = like.Reading?.State ?? like.ReadingState;
        }

        file.Content = content;
        file.Role = FileRole.Holder;
        if (!file.IsGzip)
            comparison.TakeMarks(content, file);
        contents.Add(content);
    }

    private void FindCopy(LogContent content)
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
        int got = files.Read(file, 0, head);
        seen = got;
        return got < 0 ? ContentMatch.Later : got == 0 ? ContentMatch.None : comparison.Compare(file, head.AsSpan(0, got), content, out _);
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

        // What stood behind the end of this file is lost; what comes there now may be something else.
        if (!file.IsGzip)
            content.Marks = content.Marks[..(ContentMarks.Before(file.Facts.Size, content.Marks.Length) + 1)];
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
