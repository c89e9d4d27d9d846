using System.Text;
using HueSoc.Server.Ingest;
using Microsoft.Extensions.Logging;

namespace HueSoc.Server.Tests.Ingest;

#pragma warning disable MA0048 // The small parts of a test host.
internal sealed class TestKeys : IShipperAuthenticator
{
    public IngestSender Sender { get; set; } = new() { Sender = "key:test", Agency = "SYT", KeyName = "test" };

    public IngestSender? Authenticate(string id, string secret) => id == IngestHost.KeyId && secret == IngestHost.Secret ? Sender : null;
}

internal sealed class TestPressure : IIngestPressure
{
    public TimeSpan? RetryAfter { get; set; }
}

internal sealed class TestDeadLetters : IDeadLetterBox
{
    public List<(string Reason, string Document)> Letters { get; } = [];

    public void Add(IngestSender sender, string? id, string? index, string reason, ReadOnlySpan<byte> document)
    {
        lock (Letters)
            Letters.Add((reason, Encoding.UTF8.GetString(document)));
    }
}

/// <summary>Keeps what was logged as an error: a request that went wrong inside leaves its trace here.</summary>
internal sealed class TestLog : ILoggerProvider, ILogger
{
    public List<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        lock (Lines)
            Lines.Add($"{formatter(state, exception)} {exception}");
    }

    public void Dispose()
    {
    }
}
