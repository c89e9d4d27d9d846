using HueSoc.Events.Evtx;
using HueSoc.Events.Logs;

namespace HueSoc.Events.Readers;

/// <summary>Why a file could not be opened as events.</summary>
#pragma warning disable MA0048 // The outcome and what gives it are one contract.
public enum EventFileFault
{
    /// <summary>It was opened.</summary>
    None,

    /// <summary>Its name says it is not a format that is read.</summary>
    Unsupported,

    /// <summary>It is not there, or may not be read.</summary>
    Unreadable,
}

/// <summary>A file opened as events, or why not.</summary>
/// <param name="Reader">The reader; null when there is a fault.</param>
/// <param name="FileBytes">The length of the file on disk, for progress.</param>
/// <param name="Fault">What kept it from being opened.</param>
/// <param name="Reason">The fault in one sentence; empty when there is none.</param>
public sealed record EventFileOpening(EventReader? Reader, long FileBytes, EventFileFault Fault, string Reason);

/// <summary>Opens files as events by their names and first bytes.</summary>
public static class EventFile
{
    private const string Gzip = ".gz";

    private const string LogEnding = ".log";

    private const string EventLogEnding = ".evtx";

    private static readonly string[] ReadEndings = [".jsonl", ".ndjson", ".json", EventLogEnding, LogEnding];

    /// <summary>The endings of names that a folder is searched for, in lower case.</summary>
    public static IReadOnlyList<string> KnownEndings { get; } =
        Array.AsReadOnly<string>([.. ReadEndings.SelectMany(ending => new[] { ending, ending + Gzip })]);

    /// <summary>Opens a file. Its ending decides what it is, in upper or lower case; its first bytes decide between lines and an array in JSON, and between the formats of logs.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The bounds.</param>
    public static EventFileOpening Open(string path, EventReaderOptions options)
    {
        bool gzip = path.EndsWith(Gzip, StringComparison.OrdinalIgnoreCase);
        string ending = Path.GetExtension(gzip ? path[..^Gzip.Length] : path).ToLowerInvariant();
        if (!ReadEndings.Contains(ending, StringComparer.Ordinal))
            return Fail(EventFileFault.Unsupported, $"only files that end in {string.Join(", ", ReadEndings)}, or these and {Gzip}, are read");
        try
        {
            if (Directory.Exists(path))
                return Fail(EventFileFault.Unreadable, "it is a folder");
            FileStream file = new(path, new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.SequentialScan,
                // Reads are large already.
                BufferSize = 0,
            });
            long length = file.CanSeek ? file.Length : 0;
            return new EventFileOpening(Choose(file, path, ending, gzip, options), length, EventFileFault.None, string.Empty);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Fail(EventFileFault.Unreadable, Sentence(e));
        }
    }

    private static EventReader Choose(FileStream file, string path, string ending, bool gzip, EventReaderOptions options)
    {
        if (string.Equals(ending, EventLogEnding, StringComparison.Ordinal))
            return new EvtxReader(new SourceBytes(file, gzip, options, isText: false), options);
        SourceBytes source = new(file, gzip, options);
        if (string.Equals(ending, LogEnding, StringComparison.Ordinal))
            return OpenLog(source, path, options);
        ReadOnlySpan<byte> sample = source.Peek(JsonShape.SampleBytes);
        bool elements = JsonShape.IsArray(sample)
            || (string.Equals(ending, ".json", StringComparison.Ordinal) && JsonShape.IsSpreadOut(sample));
        return elements ? new JsonArrayReader(source, options) : new JsonLinesReader(source, options);
    }

    // A log was last written when its last line was: what lacks a year is judged by that, so that an old file says the same today and next year.
    private static EventReader OpenLog(SourceBytes source, string path, EventReaderOptions options)
    {
        ILogFormat format = LogFormats.Detect(source.Peek(LogFormats.SampleBytes));
        DateTimeOffset written = new(File.GetLastWriteTimeUtc(path), TimeSpan.Zero);
        if (string.Equals(format.Name, "json", StringComparison.Ordinal))
            return new JsonLinesReader(source, options);
        if (format.Framing != RecordFraming.Lines)
            format = LogFormats.Find("plain")!;
        return new LogLinesReader(source, format, path, written, TimeZoneInfo.Local, options);
    }

    private static EventFileOpening Fail(EventFileFault fault, string reason) => new(null, 0, fault, reason);

    private static string Sentence(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "it does not exist",
        UnauthorizedAccessException => "it may not be read",
        _ => e.Message,
    };
}
