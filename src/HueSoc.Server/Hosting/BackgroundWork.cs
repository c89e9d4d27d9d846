namespace HueSoc.Server.Hosting;

/// <summary>Runs a part of the server for as long as the server runs. What ends it before is said, and it is begun anew.</summary>
/// <param name="name">The part.</param>
/// <param name="run">Runs it until it is told to end.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The server's log.</param>
internal sealed class BackgroundWork(string name, Func<CancellationToken, Task> run, TimeProvider time, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What a part does before it first waits must not hold up the start of the others.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await run(stoppingToken);
                if (!stoppingToken.IsCancellationRequested)
                    Log.PartEnded(logger, name);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Log.PartFailed(logger, e, name);
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
