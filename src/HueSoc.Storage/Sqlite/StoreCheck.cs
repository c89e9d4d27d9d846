using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace HueSoc.Storage.Sqlite;

/// <summary>Checks files, page by page and event by event, and reports those that are damaged. After a crash it does so beside everything else.</summary>
/// <param name="files">The files of the store.</param>
/// <param name="logger">Where it tells what it found.</param>
internal sealed class StoreCheck(DayFiles files, ILogger logger) : IDisposable
{
    private readonly CancellationTokenSource ending = new();
    private Task checking = Task.CompletedTask;

    /// <summary>Begins to check the files that were open when the last process ended.</summary>
    public void BeginAfterCrash(List<DayFile> which)
    {
        if (which.Count > 0)
            checking = Task.Run(() => CheckAfterCrash(which));
    }

    /// <summary>Checks files.</summary>
    /// <returns>The days whose file was found damaged; null stands for the partition of days out of range.</returns>
    public ImmutableArray<DateOnly?> Run(IEnumerable<DayFile> which, CancellationToken cancellationToken)
    {
        ImmutableArray<DateOnly?>.Builder damaged = ImmutableArray.CreateBuilder<DateOnly?>();
        foreach (DayFile file in which)
        {
            using IDayFileLease lease = files.Lease(file);
            try
            {
                if (lease.Reader is DayFileReader reader)
                {
                    DayFileCheck.Run(reader, cancellationToken);
                    Log.FileSound(logger, file.Partition.Name);
                }
            }
            catch (Exception e) when (e is SqliteException or DayFileDamagedException)
            {
                if (!lease.Report(e))
                    throw;
                damaged.Add(file.Partition.Day);
            }
        }

        return damaged.ToImmutable();
    }

    /// <summary>Ends what <see cref="BeginAfterCrash"/> began.</summary>
    public async Task StopAsync()
    {
        await ending.CancelAsync().ConfigureAwait(false);
        await checking.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => ending.Dispose();

    private void CheckAfterCrash(List<DayFile> which)
    {
        Log.Unclean(logger, which.Count);
        try
        {
            Run(which, ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The end; what was not checked is checked after the next crash, or on demand.
        }
        catch (SqliteException e)
        {
            Log.FileUnreadable(logger, "events", e);
        }
    }
}
