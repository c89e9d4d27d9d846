using System.Threading.Channels;
using HueSoc.Server.Ingest;
using HueSoc.Storage.Control.DeadLetters;

namespace HueSoc.Server.DeadLetters;

/// <summary>
/// Takes refused documents from ingest without holding it up, and writes them in batches. What waits is bounded in bytes;
/// what finds no place is counted.
/// </summary>
internal sealed class DeadLetterBox : IDeadLetterBox, IAsyncDisposable
{
    private const long MostWaitingBytes = 32 << 20;
    private const int BatchLength = 500;

    private readonly Channel<NewDeadLetter> queue = Channel.CreateUnbounded<NewDeadLetter>(new UnboundedChannelOptions { SingleReader = true });
    private readonly DeadLetterStore store;
    private readonly DeadLetterOptions options;
    private readonly ILogger logger;
    private readonly Task writing;
    private long waiting;
    private long lost;

    /// <param name="store">Where they go.</param>
    /// <param name="options">How much of one is kept.</param>
    /// <param name="logger">The server's log.</param>
    public DeadLetterBox(DeadLetterStore store, DeadLetterOptions options, ILogger<DeadLetterBox> logger)
    {
        this.store = store;
        this.options = options;
        this.logger = logger;
        writing = Task.Run(WriteAsync);
    }

    /// <summary>How many were refused for good and could not even be kept as such, since the start.</summary>
    public long Lost => Interlocked.Read(ref lost);

    /// <inheritdoc/>
    public void Add(IngestSender sender, string? id, string? index, string reason, ReadOnlySpan<byte> document)
    {
        // The store keeps the beginning of what is too long, and has to see that it was longer.
        byte[] body = document[..Math.Min(document.Length, options.MostBytesOfOne + 1)].ToArray();
        if (Interlocked.Add(ref waiting, body.Length) > MostWaitingBytes || !queue.Writer.TryWrite(new()
        {
            Source = sender.Sender,
            Agency = sender.Agency,
            Reason = reason,
            Item = id ?? "",
            Dataset = index ?? "",
            Body = body,
        }))
        {
            Interlocked.Add(ref waiting, -body.Length);
            Interlocked.Increment(ref lost);
        }
    }

    /// <summary>Writes what waits, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await writing;
    }

    private async Task WriteAsync()
    {
        List<NewDeadLetter> batch = new(BatchLength);
        while (await queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < BatchLength && queue.Reader.TryRead(out NewDeadLetter? letter))
                batch.Add(letter);
            try
            {
                await store.AddAsync(batch, CancellationToken.None);
            }
            catch (Exception e)
            {
                Interlocked.Add(ref lost, batch.Count);
                Log.NotKept(logger, e, batch.Count);
            }

            Interlocked.Add(ref waiting, -batch.Sum(letter => (long)letter.Body.Length));
        }
    }
}
