using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Collectors.Files;

/// <summary>
/// Reads the files of a source. What is read is a content; a file only holds it, and a copy holds it as well. Every turn finds out
/// which file has which content (<see cref="FileSurvey"/>), reads on (<see cref="ContentPump"/>), and tells what came to its end.
/// </summary>
internal sealed class FileCollector : ICollector
{
    private readonly FileSettings settings;
    private readonly LogFiles files;
    private readonly ContentBook book;
    private readonly FileSurvey survey;
    private readonly ContentPump pump;
    private readonly ContentEnding ending;
    private int turn;

    /// <param name="source">The source.</param>
    /// <param name="sources">All sources of the configuration.</param>
    /// <param name="states">What is kept of all of them.</param>
    /// <param name="settings">The bounds.</param>
    /// <param name="access">The file system.</param>
    /// <param name="time">The clock; only its monotonic side is used.</param>
    public FileCollector(SourceConfiguration source, IEnumerable<SourceConfiguration> sources, IEnumerable<SourceState> states, FileSettings settings, IFileAccess access, TimeProvider time)
    {
        this.settings = settings;
        Name = source.Name;
        files = new LogFiles(source, settings, access, time, ContentPump.WindowBytes(source, settings));
        book = new ContentBook(source.Name, FileStates.Of(source, sources, states), settings, files, time);
        survey = new FileSurvey(settings, files, book, time);
        pump = new ContentPump(source, settings, time, files, book);
        ending = new ContentEnding(source.Name, settings, files, book, pump);
    }

    public string Name { get; }

    public long Lag
    {
        get
        {
            long lag = 0;
            foreach (LogContent content in book.All)
            {
                if (!content.EndTold)
                    lag += Math.Max(0, content.KnownSize - content.Offset);
            }

            return lag;
        }
    }

    public string? Problem => files.Problem;

    public bool Collect(IRecordSink sink)
    {
        survey.Settle(files.Scan());

        // A full spool has no room for what was learnt either; it is found out again.
        if (!book.Save(sink))
            return false;
        if (Read(sink) is not { } more || !ending.Tell(sink))
            return false;
        book.Forget(sink);
        return more;
    }

    public void Dispose() => files.Dispose();

    // A piece of each in turn, so that a large file does not keep the others waiting. Null when the spool is full.
    private bool? Read(IRecordSink sink)
    {
        long share = settings.ShareBytes;
        bool more = true;
        bool later = false;
        while (more && share > 0)
        {
            more = false;
            int count = book.All.Count;
            turn = count == 0 ? 0 : (turn + 1) % count;
            for (int i = 0; i < count; i++)
            {
                LogContent content = book.All[(turn + i) % count];
                if (content.Holder is not { } file || !pump.HasMore(content, file))
                    continue;
                if (share <= 0)
                    return true;
                PumpOutcome outcome = pump.Read(content, file, sink, CutMode.Whole, out long bytes);
                share -= bytes;
                if (outcome == PumpOutcome.Full)
                    return null;
                if (outcome == PumpOutcome.Replaced)
                    book.Lose(file, ContentEnd.Truncated);
                more |= outcome == PumpOutcome.More;
                later |= outcome == PumpOutcome.Later;
            }
        }

        return more || later;
    }
}
