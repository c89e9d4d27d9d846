using System.Globalization;
using System.Text;
using HueSoc.Agent.Collectors;
using HueSoc.Agent.Shipping;
using HueSoc.Agent.Spool;

namespace HueSoc.Agent.Tests.Shipping;

/// <summary>A spool in a folder of its own and a shipper that waits only milliseconds.</summary>
internal sealed class ShipperHarness : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private Task? _running;
    private Shipper? _shipper;
    private int _appended;

    public ShipperHarness() => Spool = EventSpool.Open(_folder.Of("spool"), new SpoolOptions { KeepFreeBytes = 0 }, TimeProvider.System);

    public EventSpool Spool { get; }

    public Shipper Shipper => _shipper!;

    public ShipperLimits Limits { get; init; } = new(1 << 20, TimeSpan.FromMilliseconds(1));

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    public TimeSpan PreferFirstAfter { get; init; } = TimeSpan.FromMinutes(5);

    public string? CertificatePin { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Dictionary<string, string> Documents { get; } = new(StringComparer.Ordinal);

    public IEnumerable<string> DeadLetters => Directory.EnumerateFiles(_folder.Path, "dead-letters*.jsonl").Order(StringComparer.Ordinal).SelectMany(File.ReadLines);

    /// <summary>Puts events into the spool, a batch together.</summary>
    public void Append(IEnumerable<string> ids, Func<string>? message = null)
    {
        foreach (string id in ids)
            Add(id, $"{{\"@timestamp\":\"2026-03-01T12:00:00Z\",\"id\":\"{id}\",\"message\":\"{message?.Invoke() ?? "Huế"}\"}}");

        Spool.Commit().ShouldBeTrue();
    }

    /// <summary>Puts one event into the spool.</summary>
    public void AppendDocument(string id, string document)
    {
        Add(id, document);
        Spool.Commit().ShouldBeTrue();
    }

    public void Append(int count) => Append(Enumerable.Range(0, count).Select(number => "id-" + number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Puts events into the spool that cannot be compressed well.</summary>
    public void AppendNoise(int count, int bytes, Random random) =>
        Append(Enumerable.Range(0, count).Select(number => "noise-" + number.ToString(CultureInfo.InvariantCulture)), () => Noise(bytes, random));

    private void Add(string id, string document)
    {
        Documents[id] = document;
        Spool.TryAppend(new SpoolEvent
        {
            Source = "file:1:2",
            Generation = 1,
            After = new SourcePosition(++_appended),
            Id = Encoding.ASCII.GetBytes(id),
            DataStream = "logs-test-default",
            Document = Encoding.UTF8.GetBytes(document),
        }).ShouldBeTrue();
    }

    private static string Noise(int bytes, Random random)
    {
        byte[] noise = new byte[bytes];
        random.NextBytes(noise);
        return Convert.ToBase64String(noise);
    }

    public void Start(params Uri[] addresses)
    {
        ShipperOptions options = new()
        {
            Addresses = [.. addresses],
            ApiKey = "agent:secret",
            CertificatePin = CertificatePin,
            DeadLetterFolder = _folder.Path,
            Timeout = Timeout,
            PreferFirstAfter = PreferFirstAfter,
            BackOff = new BackOffOptions
            {
                First = TimeSpan.FromMilliseconds(1),
                Most = TimeSpan.FromMilliseconds(5),
                SlowLeast = TimeSpan.FromMilliseconds(2),
                SlowMost = TimeSpan.FromMilliseconds(10),
            },
        };
        _shipper = new Shipper(Spool, options, Limits, Time, new Random(1));
        _running = Task.Run(() => _shipper.RunAsync(_stop.Token));
    }

    /// <summary>Waits until something is so; a test that waits for what never comes fails.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (_running!.IsCompleted)
                await _running;

            TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromMinutes(2), $"{Spool.Status} {Shipper.Status}");
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }
    }

    /// <summary>Waits until every event is at its end.</summary>
    public Task UntilDoneAsync() => UntilAsync(() => Spool.Status.Unacknowledged == 0);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_running is not null)
            await _running;

        _shipper?.Dispose();
        Spool.Dispose();
        _stop.Dispose();
        _folder.Dispose();
    }
}
