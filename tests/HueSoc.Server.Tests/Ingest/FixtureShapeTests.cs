using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using HueSoc.Tests.Corpus;

namespace HueSoc.Server.Tests.Ingest;

/// <summary>The answers of a real server, recorded; ours must have the same shape, and where the words are a contract the same words.</summary>
public sealed class FixtureShapeTests
{
    private const string Fixtures = "elasticsearch/fixtures";

    [CorpusFact(Fixtures)]
    public Task Bulk_EmptyBody_SameWords() => SameWords("bulk_empty_body_400");

    [CorpusFact(Fixtures)]
    public Task Bulk_EmptyContentType_SameType() => SameShape("bulk_empty_content_type_400", reasons: false);

    [CorpusFact(Fixtures)]
    public Task Bulk_LongId_SameWords() => SameWords("bulk_long_id_items_400");

    [CorpusFact(Fixtures)]
    public Task Bulk_UnknownAction_SameWords() => SameWords("bulk_malformed_action_unknown_400");

    [CorpusFact(Fixtures)]
    public Task Bulk_ActionNotJson_SameType() => SameShape("bulk_malformed_ndjson_action_400", reasons: false);

    [CorpusFact(Fixtures)]
    public Task Bulk_NoIndex_SameWords() => SameWords("bulk_missing_index_400");

    [CorpusFact(Fixtures)]
    public Task Bulk_NoFinalNewline_SameWords() => SameWords("bulk_no_trailing_newline_400");

    [CorpusFact(Fixtures)]
    public Task Bulk_WrongContentType_SameWords() => SameWords("bulk_wrong_content_type_406");

    [CorpusFact(Fixtures)]
    public Task Bulk_NdjsonWithCharset_SameShape() => SameShape("bulk_ndjson_charset");

    [CorpusFact(Fixtures)]
    public Task Bulk_PlainJson_SameShape() => SameShape("bulk_plain_json_content_type");

    [CorpusFact(Fixtures)]
    public Task Bulk_DataStreamCreate_SameShape() => SameShape("bulk_all_ok_data_stream_create");

    [CorpusFact(Fixtures)]
    public Task Bulk_Gzip_SameShape() => SameShape("bulk_gzip_ok");

    [CorpusFact(Fixtures)]
    public Task Bulk_DocumentNotJson_SameShape() => SameShape("bulk_source_not_json_item", reasons: false);

    [CorpusFact(Fixtures)]
    public Task Info_SameShape() => SameShape("root_info", reasons: false);

    [CorpusFact(Fixtures)]
    public Task License_SameShape() => SameShape("license", reasons: false);

    [CorpusFact(Fixtures)]
    public Task TemplatePut_Acknowledged() => SameShape("index_template_put_data_stream");

    [CorpusFact(Fixtures)]
    public Task PolicyPut_Acknowledged() => SameShape("ilm_put_policy");

    [CorpusFact(Fixtures)]
    public Task PipelinePut_Acknowledged() => SameShape("ingest_pipeline_put");

    [CorpusFact(Fixtures)]
    public Task UnknownPath_SameWords() => SameWords("no_handler_400");

    [CorpusFact(Fixtures)]
    public async Task Bulk_DuplicateCreate_SameShape()
    {
        await using IngestHost host = await IngestHost.StartAsync();
        JsonNode exchange = Exchange("bulk_duplicate_create_409_items");
        string body = (string)exchange["request"]!["bodyText"]!;
        await host.PostAsync("/logs-soc-prod/_bulk", string.Join('\n', body.Split('\n').Take(2)) + "\n");

        using HttpResponseMessage response = await SendAsync(host, exchange);

        await CompareAsync(response, exchange, reasons: true);
    }

    [CorpusFact(Fixtures)]
    public async Task Bulk_FilterPath_SameAnswer()
    {
        await using IngestHost host = await IngestHost.StartAsync();
        host.Store.Refuse = item => item.Key.Id == "pm-2" ? new(HueSoc.Storage.EventStore.AppendOutcome.Rejected, Reason: "no") : null;
        JsonNode exchange = Exchange("bulk_filter_path_errors");

        using HttpResponseMessage response = await SendAsync(host, exchange);

        await CompareAsync(response, exchange, reasons: false);
    }

    [CorpusFact(Fixtures)]
    public async Task Info_WithoutCredentials_SameAnswer() => await Unauthorized("sec_401_no_credentials", null);

    [CorpusFact(Fixtures)]
    public async Task Info_GarbageKey_SameAnswer() => await Unauthorized("sec_api_key_401_garbage", "ApiKey zzzz");

    [CorpusFact(Fixtures)]
    public async Task Bulk_WrongKey_SameAnswer() =>
        await Unauthorized("sec_api_key_401_wrong", "ApiKey " + Convert.ToBase64String("k1:wrong"u8));

    private static async Task Unauthorized(string name, string? header)
    {
        await using IngestHost host = await IngestHost.StartAsync();
        host.Client.DefaultRequestHeaders.Authorization = null;
        if (header is not null)
            host.Client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);
        JsonNode exchange = Exchange(name);

        using HttpResponseMessage response = await SendAsync(host, exchange);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.Contains("X-elastic-product").ShouldBeFalse();
        (await response.Content.ReadAsStringAsync()).ShouldBe((string)exchange["response"]!["bodyRaw"]!);
        response.Headers.WwwAuthenticate.Count.ShouldBe(2);
    }

    private static async Task SameWords(string name)
    {
        await using IngestHost host = await IngestHost.StartAsync();
        JsonNode exchange = Exchange(name);
        using HttpResponseMessage response = await SendAsync(host, exchange);
        ((int)response.StatusCode).ShouldBe((int)exchange["response"]!["status"]!);
        (await response.Content.ReadAsStringAsync()).ShouldBe((string)exchange["response"]!["bodyRaw"]!);
    }

    private static async Task SameShape(string name, bool reasons = true)
    {
        await using IngestHost host = await IngestHost.StartAsync();
        JsonNode exchange = Exchange(name);
        using HttpResponseMessage response = await SendAsync(host, exchange);
        await CompareAsync(response, exchange, reasons);
    }

    private static async Task CompareAsync(HttpResponseMessage response, JsonNode exchange, bool reasons)
    {
        string text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe((int)exchange["response"]!["status"]!, text);
        response.Headers.GetValues("X-elastic-product").ShouldBe(["Elasticsearch"]);
        response.Content.Headers.GetValues("content-type").ShouldBe(["application/json; charset=UTF-8"]);
        JsonShape.Of(JsonNode.Parse(text), reasons).ShouldBe(JsonShape.Of(JsonNode.Parse((string)exchange["response"]!["bodyRaw"]!), reasons));
    }

    private static async Task<HttpResponseMessage> SendAsync(IngestHost host, JsonNode exchange)
    {
        JsonNode asked = exchange["request"]!;
        using HttpRequestMessage request = new(new HttpMethod((string)asked["method"]!), (string)asked["path"]!);
        string? text = (string?)asked["bodyText"] ?? asked["body"]?.ToJsonString();
        bool gzip = false;
        if (text is not null || request.Method == HttpMethod.Post)
        {
            byte[] body = Encoding.UTF8.GetBytes(text ?? string.Empty);
            gzip = (string?)asked["headers"]?["Content-Encoding"] == "gzip";
            request.Content = new ByteArrayContent(gzip ? Bodies.Gzip(body) : body);
        }

        foreach ((string name, JsonNode? value) in asked["headers"]?.AsObject() ?? [])
        {
            if (name is not "Authorization" && !request.Headers.TryAddWithoutValidation(name, (string)value!))
                request.Content!.Headers.TryAddWithoutValidation(name, (string)value!);
        }

        return await host.Client.SendAsync(request);
    }

    private static JsonNode Exchange(string name) =>
        JsonNode.Parse(File.ReadAllText(CorpusPaths.Of($"{Fixtures}/{name}.json")))!["exchanges"]![0]!;
}
