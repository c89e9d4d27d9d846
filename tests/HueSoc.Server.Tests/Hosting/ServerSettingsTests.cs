using HueSoc.Server.Hosting;

namespace HueSoc.Server.Tests.Hosting;

/// <summary>How settings are read, and that every fault is named.</summary>
public sealed class ServerSettingsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("huesoc-settings-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Read_OfNothing_GivesTheDefaults()
    {
        ServerSettings settings = Read("{}");

        settings.Faults.ShouldBeEmpty();
        settings.Options.Urls.ShouldBe(["http://127.0.0.1:5280"]);
        settings.Options.IngestUrls.ShouldBe(["http://127.0.0.1:9280"]);
    }

    [Fact]
    public void Read_OfOneSettingInThreePlaces_TakesTheFlag() =>
        Read("""{"retentionDays": 100}""", [new("HUESOC_RETENTION_DAYS", "110")], [new("retentionDays", "120")]).Options.RetentionDays.ShouldBe(120);

    [Fact]
    public void Read_OfOneSettingInFileAndEnvironment_TakesTheEnvironment() =>
        Read("""{"retentionDays": 100}""", [new("HUESOC_RETENTION_DAYS", "110")]).Options.RetentionDays.ShouldBe(110);

    [Fact]
    public void Read_OfAListInTheFile_TakesItsItems() =>
        Read("""{"ingestUrls": ["http://127.0.0.1:1", "http://127.0.0.1:2"]}""").Options.IngestUrls.ShouldBe(["http://127.0.0.1:1", "http://127.0.0.1:2"]);

    [Fact]
    public void Read_OfANegativeReserve_IsAFault() =>
        Read("{}", [new("HUESOC_RESERVE_MEGABYTES", "-1")]).Faults.ShouldBe(["reserveMegabytes: must be 0 to 1048576, was -1"]);

    [Fact]
    public void Read_OfSeveralFaults_NamesThemAll()
    {
        ServerSettings settings = Read("""{"retentionDays": 5, "sessionMinutes": "long", "colour": "red", "urls": "ftp://x"}""");

        settings.Faults.Count(fault => fault.StartsWith("retentionDays:", StringComparison.Ordinal)).ShouldBe(1);
        settings.Faults.ShouldContain("sessionMinutes: must be a whole number, was long");
        settings.Faults.ShouldContain("huesoc.json: there is no setting colour");
        settings.Faults.ShouldContain(fault => fault.StartsWith("urls: ftp://x", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://0.0.0.0:5280")]
    [InlineData("http://*:5280")]
    [InlineData("http://192.0.2.7:5280")]
    [InlineData("http://[2001:db8::1]:5280")]
    public void Read_OfAnAddressThatOthersReachWithoutTls_IsAFault(string url) =>
        Read("{}", flags: [new("urls", url)]).Faults.ShouldHaveSingleItem().ShouldContain("has to be https");

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://localhost:5280")]
    [InlineData("http://[::1]:5280")]
    public void Read_OfAnAddressOfThisMachineWithoutTls_IsNoFault(string url) => Read("{}", flags: [new("urls", url)]).Faults.ShouldBeEmpty();

    [Fact]
    public void Read_OfHttpsWithoutACertificate_IsAFault() =>
        Read("{}", flags: [new("urls", "https://0.0.0.0:5280")]).Faults.ShouldHaveSingleItem().ShouldContain("needs a certificate");

    [Fact]
    public void Read_OfHttpsWithASelfSignedCertificate_IsNoFault() =>
        Read("{}", flags: [new("urls", "https://0.0.0.0:5280"), new("selfSigned", "true")]).Faults.ShouldBeEmpty();

    [Theory]
    [InlineData("""{"ingest": {"maxItems": 1}}""", "MaxItems")]
    [InlineData("""{"ingest": {"maxIterms": 1000}}""", "maxIterms")]
    [InlineData("""{"ingest": {"maxItems": "many"}}""", "MaxItems")]
    public void Read_OfFaultyIngestSettings_NamesThem(string json, string name) =>
        Read(json).Faults.ShouldHaveSingleItem().ShouldContain(name, Case.Insensitive);

    [Fact]
    public void Read_OfSeveralFaultsInIngest_NamesThemAll() =>
        Read("""{"ingest": {"maxIterms": 1000, "maxDepth": 2}}""").Faults.Length.ShouldBe(2);

    [Fact]
    public void Read_OfAFileThatIsNotJson_NamesItAndTheLine() =>
        Read("{").Faults.ShouldContain(fault => fault.Contains("huesoc.json", StringComparison.Ordinal) && fault.Contains("LineNumber", StringComparison.Ordinal));

    private ServerSettings Read(
        string json, IEnumerable<KeyValuePair<string, string?>>? environment = null, IEnumerable<KeyValuePair<string, string?>>? flags = null)
    {
        string file = Path.Combine(folder, "huesoc.json");
        File.WriteAllText(file, json);
        return ServerSettings.Read(file, environment ?? [], flags ?? []);
    }
}
