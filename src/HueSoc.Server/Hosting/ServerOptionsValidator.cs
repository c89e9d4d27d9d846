using System.Collections.Immutable;
using Microsoft.Extensions.Options;

namespace HueSoc.Server.Hosting;

/// <summary>Finds everything that is wrong with <see cref="ServerOptions"/>, not the first thing only.</summary>
internal sealed class ServerOptionsValidator : IValidateOptions<ServerOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ServerOptions options)
    {
        List<string> faults = [.. Faults(options)];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(ServerOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Data))
            yield return "data: no folder is named";
        foreach (string fault in AddressFaults("urls", options.Urls, options).Concat(AddressFaults("ingestUrls", options.IngestUrls, options)))
            yield return fault;
        foreach (string path in options.Rules.Where(path => !Path.Exists(path)))
            yield return $"rules: there is no such file or folder: {path}";
        foreach (string path in options.Pipelines.Where(path => !Path.Exists(path)))
            yield return $"pipelines: there is no such file or folder: {path}";
        foreach (string fault in CertificateFaults(options))
            yield return fault;
        if (options.RetentionDays is < 1 or > 3_650)
            yield return $"retentionDays: must be 1 to 3650, was {options.RetentionDays}";
        if (options.MinimumRetentionDays is < 1 or > 3_650)
            yield return $"minimumRetentionDays: must be 1 to 3650, was {options.MinimumRetentionDays}";
        if (options.RetentionDays < options.MinimumRetentionDays)
            yield return $"retentionDays: must not be below minimumRetentionDays ({options.MinimumRetentionDays}), was {options.RetentionDays}";
        if (options.BackupsKept is < 1 or > 1_000)
            yield return $"backupsKept: must be 1 to 1000, was {options.BackupsKept}";
        if (options.SessionMinutes is < 5 or > 1_440)
            yield return $"sessionMinutes: must be 5 to 1440, was {options.SessionMinutes}";
        if (options.SignInsPerMinute is < 1 or > 10_000)
            yield return $"signInsPerMinute: must be 1 to 10000, was {options.SignInsPerMinute}";
        if (options.StreamClients is < 1 or > 10_000)
            yield return $"streamClients: must be 1 to 10000, was {options.StreamClients}";
        foreach (string fault in AgentFaults(options))
            yield return fault;
        if (options.LagLimit < 1_000)
            yield return $"lagLimit: must be 1000 or more, was {options.LagLimit}";
        if (options.ReserveMegabytes is < 0 or > 1_048_576)
            yield return $"reserveMegabytes: must be 0 to 1048576, was {options.ReserveMegabytes}";
        if (!Enum.TryParse<Serilog.Events.LogEventLevel>(options.LogLevel, ignoreCase: true, out _))
            yield return $"logLevel: must be verbose, debug, information, warning, error or fatal, was {options.LogLevel}";
    }

    private static IEnumerable<string> AgentFaults(ServerOptions options)
    {
        if (options.HeartbeatSeconds is < 5 or > 120)
            yield return $"heartbeatSeconds: must be 5 to 120, was {options.HeartbeatSeconds}";
        if (options.EnrollmentsPerMinute is < 1 or > 10_000)
            yield return $"enrollmentsPerMinute: must be 1 to 10000, was {options.EnrollmentsPerMinute}";
        if (options.AgentSilenceMinutes is < 2 or > 10_080)
            yield return $"agentSilenceMinutes: must be 2 to 10080, was {options.AgentSilenceMinutes}";
        if (options.WorkTo <= options.WorkFrom)
            yield return $"workTo: must be after workFrom ({options.WorkFrom:HH:mm}), was {options.WorkTo:HH:mm}";
        foreach (string text in options.AgentIngestUrls)
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
                yield return $"agentIngestUrls: {text} is not an address like https://soc.example:9280";
        }

        if (options.AgentIngestUrls.Length > 8)
            yield return $"agentIngestUrls: at most 8, was {options.AgentIngestUrls.Length}";
    }

    private static IEnumerable<string> AddressFaults(string setting, ImmutableArray<string> texts, ServerOptions options)
    {
        if (texts.IsEmpty)
            yield return $"{setting}: no address is given";
        foreach (string text in texts)
        {
            if (!ListenAddress.TryParse(text, out ListenAddress? address, out string? fault))
                yield return $"{setting}: {text} {fault}";
            else if (!address.IsLoopback && !address.IsSecure)
                yield return $"{setting}: {text} can be reached from other machines and has to be https (with a certificate, or --self-signed)";
            else if (address.IsSecure && options.Certificate is null && !options.SelfSigned)
                yield return $"{setting}: {text} needs a certificate (certificate, or --self-signed)";
        }
    }

    private static IEnumerable<string> CertificateFaults(ServerOptions options)
    {
        if (options.Certificate is { } certificate && !File.Exists(certificate))
            yield return $"certificate: there is no such file: {certificate}";
        if (options.CertificateKey is { } key && !File.Exists(key))
            yield return $"certificateKey: there is no such file: {key}";
        if (options.CertificateKey is not null && options.Certificate is null)
            yield return "certificateKey: there is a key but no certificate";
        if (options.Certificate is not null && options.SelfSigned)
            yield return "selfSigned: a certificate is given already";
    }
}
