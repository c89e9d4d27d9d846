using HueSoc.Storage.EventStore;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace HueSoc.Server.ServerLog;

/// <summary>
/// The server's own log: from a level on to standard error, and, as soon as the store is open, from information on into the
/// store. Both hosts and all parts write here.
/// </summary>
internal sealed class ServerLogging : IAsyncDisposable
{
    private readonly Logger console;
    private readonly Logger root;
    private readonly SerilogLoggerFactory factory;
    private readonly Later later = new();
    private EventStoreSink? stored;

    /// <param name="consoleLevel">From which level on entries go to standard error.</param>
    public ServerLogging(LogEventLevel consoleLevel)
    {
        console = new LoggerConfiguration()
            .MinimumLevel.Is(consoleLevel)
            .WriteTo.Console(new PlainLineFormatter(), standardErrorFromLevel: LogEventLevel.Verbose)
            .CreateLogger();
        root = new LoggerConfiguration()
            .MinimumLevel.Is(consoleLevel < LogEventLevel.Information ? consoleLevel : LogEventLevel.Information)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Quartz", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            // That its keys lie unencrypted in the data folder is a decision, not news.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
            // Why a host does not start is said by whoever starts it, in words.
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
            // Faults behind a request are said once, by the handler that answers it.
            .MinimumLevel.Override("Microsoft.AspNetCore.Server.Kestrel", LogEventLevel.Error)
            .WriteTo.Logger(console)
            .WriteTo.Sink(later, LogEventLevel.Information)
            .CreateLogger();
        factory = new(root, dispose: false);
    }

    /// <summary>Makes loggers.</summary>
    public ILoggerFactory Factory => factory;

    /// <summary>How many entries did not reach the store.</summary>
    public long Dropped => stored?.Dropped ?? 0;

    /// <summary>From now on entries go into the store too.</summary>
    public void StoreInto(IEventStore store, OwnEvents events, TimeProvider time)
    {
        stored = new(store, events, new Fallback(console), time);
        later.Sink = stored;
    }

    /// <summary>Ends writing into the store; entries that wait are written. The store has to be open still.</summary>
    public async ValueTask EndStoringAsync()
    {
        later.Sink = null;
        if (stored is not null)
            await stored.DisposeAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await EndStoringAsync();
        factory.Dispose();
        await root.DisposeAsync();
        await console.DisposeAsync();
    }

    private sealed class Later : ILogEventSink
    {
        public EventStoreSink? Sink { get; set; }

        public void Emit(LogEvent logEvent) => Sink?.Emit(logEvent);
    }

    // What the console shows anyway it need not show twice; the rest is better seen there than nowhere.
    private sealed class Fallback(Logger console) : ILogEventSink
    {
        public void Emit(LogEvent logEvent)
        {
            if (!console.IsEnabled(logEvent.Level) && logEvent.Level >= LogEventLevel.Warning)
                console.Write(logEvent);
        }
    }
}
