using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using HueSoc.Server.Ingest;
using Microsoft.Extensions.Configuration;

namespace HueSoc.Server.Hosting;

/// <summary>
/// Reads <see cref="ServerOptions"/> from a configuration file, the environment and flags, the later before the earlier, and
/// names every fault. Names are compared without case and underscores, so that <c>ingestUrls</c> in the file, <c>HUESOC_INGEST_URLS</c>
/// in the environment and <c>--ingest-urls</c> are one setting. Lists are arrays in the file, and elsewhere separated by <c>;</c>.
/// </summary>
public sealed class ServerSettings
{
    /// <summary>The file that is read when no other is named, in the current folder.</summary>
    public const string DefaultFile = "huesoc.json";

    private const string Prefix = "HUESOC_";

    private readonly IConfiguration configuration;
    private readonly List<string> faults = [];
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);

    private ServerSettings(IConfiguration configuration) => this.configuration = configuration;

    /// <summary>The options; where a setting was faulty, with its default.</summary>
    public ServerOptions Options { get; private set; } = new();

    /// <summary>Everything that was set, for parts with sections of their own.</summary>
    public IConfiguration All => configuration;

    /// <summary>The first administrator's password, when one is given.</summary>
    public string? AdminPassword { get; private set; }

    /// <summary>Everything that is wrong, each naming its setting; empty when the server can start.</summary>
    public ImmutableArray<string> Faults => [.. faults];

    /// <summary>Reads the settings.</summary>
    /// <param name="file">The configuration file; null for <see cref="DefaultFile"/>, which need not be there.</param>
    /// <param name="environment">The environment's variables.</param>
    /// <param name="flags">Settings from the command line, by the name they have in the file.</param>
    public static ServerSettings Read(string? file, IEnumerable<KeyValuePair<string, string?>> environment, IEnumerable<KeyValuePair<string, string?>> flags)
    {
        List<string> unreadable = [];
        ConfigurationBuilder builder = new();
        string path = Path.GetFullPath(file ?? DefaultFile);
        if (File.Exists(path))
            builder.AddJsonFile(path, optional: false, reloadOnChange: false);
        else if (file is not null)
            unreadable.Add($"{file}: there is no such file");
        builder.AddInMemoryCollection(environment
            .Where(variable => variable.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(variable => KeyValuePair.Create(KeyOf(variable.Key[Prefix.Length..]), variable.Value)));
        builder.AddInMemoryCollection(flags);
        IConfiguration read;
        try
        {
            read = builder.Build();
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            unreadable.Add($"{path}: {e.GetBaseException().Message}");
            read = new ConfigurationBuilder().Build();
        }

        ServerSettings settings = new(read);
        settings.faults.AddRange(unreadable);
        settings.Fill();
        settings.RefuseUnknown(path);
        if (new ServerOptionsValidator().Validate(name: null, settings.Options) is { Failed: true } result)
            settings.faults.AddRange(result.Failures);
        settings.CheckIngest();
        return settings;
    }

    private static string KeyOf(string variable) =>
        variable.Replace("__", ":", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);

    private void Fill()
    {
        ServerOptions usual = new();
        Options = usual with
        {
            Data = Text("data") ?? usual.Data,
            Urls = List("urls") ?? usual.Urls,
            IngestUrls = List("ingestUrls") ?? usual.IngestUrls,
            Rules = List("rules") ?? usual.Rules,
            OnlyGivenRules = Flag("onlyGivenRules"),
            Pipelines = List("pipelines") ?? usual.Pipelines,
            Certificate = Text("certificate"),
            CertificateKey = Text("certificateKey"),
            CertificatePassword = Text("certificatePassword"),
            SelfSigned = Flag("selfSigned"),
            RetentionDays = (int)Number("retentionDays", usual.RetentionDays),
            MinimumRetentionDays = (int)Number("minimumRetentionDays", usual.MinimumRetentionDays),
            BackupFolder = Text("backupFolder"),
            BackupAt = Time("backupAt", usual.BackupAt),
            BackupsKept = (int)Number("backupsKept", usual.BackupsKept),
            SessionMinutes = (int)Number("sessionMinutes", usual.SessionMinutes),
            SignInsPerMinute = (int)Number("signInsPerMinute", usual.SignInsPerMinute),
            StreamClients = (int)Number("streamClients", usual.StreamClients),
            AgentIngestUrls = List("agentIngestUrls") ?? usual.AgentIngestUrls,
            HeartbeatSeconds = (int)Number("heartbeatSeconds", usual.HeartbeatSeconds),
            EnrollmentsPerMinute = (int)Number("enrollmentsPerMinute", usual.EnrollmentsPerMinute),
            AgentSilenceMinutes = (int)Number("agentSilenceMinutes", usual.AgentSilenceMinutes),
            WorkFrom = Time("workFrom", usual.WorkFrom),
            WorkTo = Time("workTo", usual.WorkTo),
            LagLimit = Number("lagLimit", usual.LagLimit),
            ReserveMegabytes = (int)Number("reserveMegabytes", usual.ReserveMegabytes),
            LogLevel = Text("logLevel") ?? usual.LogLevel,
        };
        AdminPassword = Text("adminPassword");
    }

    private void CheckIngest()
    {
        IConfigurationSection section = configuration.GetSection(IngestOptions.Section);
        faults.AddRange(section.GetChildren()
            .Where(child => typeof(IngestOptions).GetProperty(child.Key, BindingFlags.Instance | BindingFlags.Public | BindingFlags.IgnoreCase) is null)
            .Select(child => $"ingest: there is no setting {child.Key}"));
        try
        {
            if (new IngestOptionsValidator().Validate(name: null, section.Get<IngestOptions>() ?? new()) is { Failed: true } result)
                faults.AddRange(result.Failures);
        }
        catch (InvalidOperationException e)
        {
            faults.Add($"ingest: {e.Message}");
        }
    }

    private string? Text(string name)
    {
        known.Add(name);
        return configuration[name] is { Length: > 0 } text ? text : null;
    }

    private ImmutableArray<string>? List(string name)
    {
        if (Text(name) is { } text)
            return [.. text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        string?[] items = [.. configuration.GetSection(name).GetChildren().Select(child => child.Value)];
        return items.Length == 0 ? null : [.. items.OfType<string>()];
    }

    private bool Flag(string name)
    {
        if (Text(name) is not { } text)
            return false;
        if (text is "1" or "0")
            return text == "1";
        if (!bool.TryParse(text, out bool value))
            faults.Add($"{name}: must be true or false, was {text}");
        return value;
    }

    private long Number(string name, long usual)
    {
        if (Text(name) is not { } text)
            return usual;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value is >= int.MinValue and <= int.MaxValue)
            return value;
        faults.Add($"{name}: must be a whole number, was {text}");
        return usual;
    }

    private TimeOnly Time(string name, TimeOnly usual)
    {
        if (Text(name) is not { } text)
            return usual;
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly value))
            return value;
        faults.Add($"{name}: must be a time of day like 02:30, was {text}");
        return usual;
    }

    // A misspelt setting in the file is a fault; the environment may hold variables of the same prefix for others.
    private void RefuseUnknown(string path)
    {
        if (!File.Exists(path))
            return;
        try
        {
            IConfigurationRoot file = new ConfigurationBuilder().AddJsonFile(path, optional: false, reloadOnChange: false).Build();
            faults.AddRange(file.GetChildren()
                .Where(child => !known.Contains(child.Key) && !child.Key.Equals(IngestOptions.Section, StringComparison.OrdinalIgnoreCase))
                .Select(child => $"{Path.GetFileName(path)}: there is no setting {child.Key}"));
        }
        catch (InvalidDataException)
        {
            // Said already, when the settings were read.
        }
    }
}
