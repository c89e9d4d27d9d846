using System.Text;

namespace HueSoc.Events.Readers;

/// <summary>
/// The bytes of a source as UTF-8: decompressed, without a byte order mark, UTF-16 turned into UTF-8 when a mark says so
/// (as Windows PowerShell writes its files). What ends it early is a value, not an exception.
/// </summary>
internal sealed class SourceBytes : IDisposable
{
    private readonly CountedStream file;
    private Stream content;
    private byte[] head = [];
    private int headStart;
    private int headEnd;
    private bool started;
    private bool ended;

    /// <param name="stream">The source.</param>
    /// <param name="gzip">Whether it is compressed.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="isText">False when its first bytes are no byte order mark, whatever they look like.</param>
    public SourceBytes(Stream stream, bool gzip, EventReaderOptions options, bool isText = true)
    {
        started = !isText;
        file = new CountedStream(stream);
        content = gzip ? new GunzipStream(file, options.MaxDecompressedBytes) : file;
    }

    /// <summary>How many bytes of the file on disk have been read.</summary>
    public long FileBytesRead => file.Count;

    /// <summary>How many bytes have been handed out, a byte order mark included; UTF-16 counts as the UTF-8 it becomes.</summary>
    public long Delivered { get; private set; }

    /// <summary>What ended the source before its end, in one sentence; null when nothing did.</summary>
    public string? Fault { get; private set; }

    /// <summary>The next bytes, which stay to be read: as many as asked for unless the source ends before.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        Start();
        if (head.Length - headStart < count)
        {
            byte[] larger = new byte[count];
            int have = headEnd - headStart;
            head.AsSpan(headStart, have).CopyTo(larger);
            (head, headStart, headEnd) = (larger, 0, have);
        }

        while (headEnd - headStart < count)
        {
            int got = ReadContent(head.AsSpan(headEnd));
            if (got == 0)
                break;
            headEnd += got;
        }

        return head.AsSpan(headStart, Math.Min(count, headEnd - headStart));
    }

    /// <summary>Reads the next bytes.</summary>
    /// <returns>How many; 0 at the end, and from then on always, even if the file has grown.</returns>
    public int Read(Span<byte> target)
    {
        Start();
        int got = Math.Min(headEnd - headStart, target.Length);
        if (got > 0)
        {
            head.AsSpan(headStart, got).CopyTo(target);
            headStart += got;
        }
        else
        {
            got = ReadContent(target);
        }

        Delivered += got;
        return got;
    }

    /// <inheritdoc/>
    public void Dispose() => content.Dispose();

    private void Start()
    {
        if (started)
            return;
        started = true;
        head = new byte[3];
        Fill(2);
        ReadOnlySpan<byte> first = head.AsSpan(0, headEnd);
        if (first.SequenceEqual<byte>([0xFF, 0xFE]))
            Transcode(Encoding.Unicode);
        else if (first.SequenceEqual<byte>([0xFE, 0xFF]))
            Transcode(Encoding.BigEndianUnicode);
        else if (first.SequenceEqual<byte>([0xEF, 0xBB]))
            SkipMark();
    }

    private void Fill(int count)
    {
        while (headEnd < count)
        {
            int got = ReadContent(head.AsSpan(headEnd, count - headEnd));
            if (got == 0)
                return;
            headEnd += got;
        }
    }

    private void Transcode(Encoding encoding)
    {
        Delivered += headEnd;
        headEnd = 0;
        content = Encoding.CreateTranscodingStream(content, encoding, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    private void SkipMark()
    {
        Fill(3);
        if (headEnd < 3 || head[2] != 0xBF)
            return;
        Delivered += headEnd;
        headEnd = 0;
    }

    private int ReadContent(Span<byte> target)
    {
        if (ended || target.IsEmpty)
            return 0;
        try
        {
            int got = content.Read(target);
            ended = got == 0;
            return got;
        }
        catch (InvalidDataException e)
        {
            Fault = e.Message;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fault = $"reading stopped: {e.Message}";
        }

        ended = true;
        return 0;
    }
}
