using Microsoft.Extensions.Options;

namespace HueSoc.Server.Ingest;

/// <summary>Names every fault of the ingest options at once.</summary>
internal sealed class IngestOptionsValidator : IValidateOptions<IngestOptions>
{
    public ValidateOptionsResult Validate(string? name, IngestOptions options)
    {
        List<string> faults = [];
        Between(faults, nameof(options.MaxRequestBytes), options.MaxRequestBytes, 64 << 10, 1L << 30);
        Between(faults, nameof(options.MaxBodyBytes), options.MaxBodyBytes, 64 << 10, 1L << 30);
        Between(faults, nameof(options.MaxBytesInFlight), options.MaxBytesInFlight, 2 * options.MaxBodyBytes, 1L << 40);
        Between(faults, nameof(options.MaxDocumentBytes), options.MaxDocumentBytes, 1 << 10, 16 << 20);
        Between(faults, nameof(options.MaxDepth), options.MaxDepth, 8, 64);
        Between(faults, nameof(options.MaxFields), options.MaxFields, 100, 100_000);
        Between(faults, nameof(options.MaxStringBytes), options.MaxStringBytes, 1 << 10, 16 << 20);
        Between(faults, nameof(options.MaxItems), options.MaxItems, 1_000, 1_000_000);
        Between(faults, nameof(options.MaxConnections), options.MaxConnections, 10, 100_000);
        if (options.MaxFuture < TimeSpan.Zero || options.MaxFuture > TimeSpan.FromDays(1))
            faults.Add($"{IngestOptions.Section}:{nameof(options.MaxFuture)} must be 0 to 1 day, was {options.MaxFuture}");
        if (options.RetryAfter < TimeSpan.FromSeconds(1) || options.RetryAfter > TimeSpan.FromMinutes(10))
            faults.Add($"{IngestOptions.Section}:{nameof(options.RetryAfter)} must be 1 second to 10 minutes, was {options.RetryAfter}");
        if (!(options.MinBytesPerSecond >= 1))
            faults.Add($"{IngestOptions.Section}:{nameof(options.MinBytesPerSecond)} must be at least 1, was {options.MinBytesPerSecond}");
        if (LocalZone.Find(options.TimeZone) is null)
            faults.Add($"{IngestOptions.Section}:{nameof(options.TimeZone)} must be a zone of the IANA database, was '{options.TimeZone}'");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Between(List<string> faults, string name, long value, long least, long most)
    {
        if (value < least || value > most)
            faults.Add($"{IngestOptions.Section}:{name} must be {least} to {most}, was {value}");
    }
}
