using System.Collections.Immutable;
using System.Text.Json;
using HueSoc.Agent.Enrollment;
using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Running;

/// <summary>
/// What stands in the agent's own file, for machines that are not enrolled: where to ship to and as whom, and what to collect.
/// On an enrolled machine only its configuration is used, until the server has given one.
/// </summary>
internal sealed record LocalSettings
{
    private const int MostAddresses = 16;
    private static readonly JsonDocumentOptions Strict = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    /// <summary>Addresses of HueSoc's ingest endpoint or of Elasticsearch; the first is preferred.</summary>
    public ImmutableArray<Uri> ShipTo { get; init; } = [];

    /// <summary>The key, <c>id:secret</c>; null for none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The SHA-256, in hexadecimal, of a certificate that must be in the server's chain; null to trust what the system trusts.</summary>
    public string? CertificatePin { get; init; }

    /// <summary>What is collected; null when the file does not say.</summary>
    public AgentConfiguration? Configuration { get; init; }

    /// <summary>Reads the file.</summary>
    /// <param name="json">Its bytes.</param>
    /// <param name="faults">Gets everything that is wrong with it.</param>
    public static LocalSettings Read(ReadOnlyMemory<byte> json, List<string> faults)
    {
        LocalSettings settings = new();
        try
        {
            using JsonDocument document = JsonDocument.Parse(json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                faults.Add("not a JSON object");
                return settings;
            }

            foreach (JsonProperty member in document.RootElement.EnumerateObject())
                settings = settings.With(member, faults);
        }
        catch (JsonException e)
        {
            faults.Add($"line {e.LineNumber + 1}: not JSON");
        }

        return settings;
    }

    private LocalSettings With(JsonProperty member, List<string> faults)
    {
        switch (member.Name)
        {
            case "ship_to":
                return this with { ShipTo = Addresses(member.Value, faults) };
            case "api_key":
                return this with { ApiKey = Text(member, text => text.Contains(':', StringComparison.Ordinal) && text.All(char.IsAscii), "ID:SECRET", faults) };
            case "ca_pin":
                return this with { CertificatePin = Text(member, text => ServerTrust.ReadPin(text) is not null, "64 hexadecimal digits", faults) is { } pin ? ServerTrust.ReadPin(pin) : null };
            case "configuration":
                Fleet.Json.Reading<AgentConfiguration> read = ConfigurationReader.Read(member.Value);
                faults.AddRange(read.Faults.Select(fault => $"configuration: {fault}"));
                return this with { Configuration = read.Value };
            default:
                faults.Add($"{member.Name}: unknown; there are ship_to, api_key, ca_pin, configuration");
                return this;
        }
    }

    private static string? Text(JsonProperty member, Predicate<string> isRight, string form, List<string> faults)
    {
        if (member.Value.ValueKind == JsonValueKind.Null)
            return null;
        if (member.Value.ValueKind == JsonValueKind.String && member.Value.GetString() is { } text && isRight(text))
            return text;
        faults.Add($"{member.Name}: must be {form}");
        return null;
    }

    private static ImmutableArray<Uri> Addresses(JsonElement list, List<string> faults)
    {
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > MostAddresses)
        {
            faults.Add($"ship_to: must be a list of 1 to {MostAddresses} addresses");
            return [];
        }

        ImmutableArray<Uri>.Builder addresses = ImmutableArray.CreateBuilder<Uri>();
        foreach (JsonElement item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String && Uri.TryCreate(item.GetString(), UriKind.Absolute, out Uri? address)
                && address.Scheme is "http" or "https" && address.UserInfo.Length == 0)
            {
                addresses.Add(address);
            }
            else
            {
                faults.Add($"ship_to: {item.GetRawText()} is no address like https://host:9280");
            }
        }

        return addresses.ToImmutable();
    }
}
