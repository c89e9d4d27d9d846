using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using HueSoc.Server.Ingest;
using HueSoc.Storage.EventStore;

namespace HueSoc.Server.Tests.Ingest;

public sealed class BulkTests
{
    private const string Doc = "{\"@timestamp\":\"2026-03-01T00:00:00Z\",\"a\":1}";

    [Fact]
    public async Task Index_SameBytesAgain_Noop()
    {
        await using IngestHost host = await IngestHost.StartAsync();
        await host.BulkAsync($"{{\"index\":{{\"_id\":\"x\"}}}}\n{Doc}\n");

        JsonNode answer = await host.BulkAsync($"{{\"index\":{{\"_id\":\"x\"}}}}\n{Doc}\n");

        ((bool)answer["errors"]!).ShouldBeFalse();
        ((int)answer["items"]![0]!["index"]!["status"]!).ShouldBe(200);
        ((string)answer["items"]![0]!["index"]!["result"]!).ShouldBe("noop");
    }

    [Fact]
    public async Task Index_OtherBytesAgain_Conflict()
    {
        await using IngestHost host = await IngestHost.StartAsync();
        await host.BulkAsync($"{{\"index\":{{\"_id\":\"x\"}}}}\n{Doc}\n");

        JsonNode answer = await host.BulkAsync("{\"index\":{\"_id\":\"x\"}}\n{\"a\":2}\n");

        ((int)answer["items"]![0]!["index"]!["status"]!).ShouldBe(409);
    }

    [Theory]
    [InlineData("{\"update\":{\"_id\":\"x\"}}\n{\"doc\":{}}\n", "update")]
    [InlineData("{\"delete\":{\"_id\":\"x\"}}\n", "delete")]
    public async Task Change_Item400(string body, string action)
    {
        await using IngestHost host = await IngestHost.StartAsync();

        JsonNode answer = await host.BulkAsync(body + $"{{\"create\":{{\"_id\":\"y\"}}}}\n{Doc}\n");

        ((int)answer["items"]![0]![action]!["status"]!).ShouldBe(400);
        ((int)answer["items"]![1]!["create"]!["status"]!).ShouldBe(201);
    }

    [Fact]
    public async Task Create_WithoutId_GetsOneOfItsOwn()
    {
        await using IngestHost host = await IngestHost.StartAsync();

        JsonNode answer = await host.BulkAsync($"{{\"create\":{{}}}}\n{Doc}\n{{\"create\":{{\"_id\":null}}}}\n{Doc}\n");

        string[] ids = [.. answer["items"]!.AsArray().Select(item => (string)item!["create"]!["_id"]!)];
        ids.Distinct().Count().ShouldBe(2);
        host.Store.Events.Select(stored => stored.Key.Id).ShouldBe(ids);
    }

    [Fact]
    public async Task BlankLinesAfterDocuments_AsRsyslogSendsThem_Stored()
    {
        await using IngestHost host = await IngestHost.StartAsync();
        string body = $"{{\"index\":{{\"_index\":\"system\",\"_type\":\"events\"}}}}\n{Doc}\n\n{{\"index\":{{\"_index\":\"system\"}}}}\n{Doc}\r\n\r\n";

        using HttpResponseMessage response = await host.PostAsync("/_bulk", body, "application/json; charset=utf-8");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Store.Events.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Gzip_Chunked_Stored()
    {
        await using IngestHost host = await IngestHost.StartAsync();
        using HttpRequestMessage request = new(HttpMethod.Put, "/_bulk?pipeline=x&refresh=wait_for");
        request.Headers.TransferEncodingChunked = true;
        request.Content = new StreamContent(new MemoryStream(Bodies.Gzip(Encoding.UTF8.GetBytes(Bodies.Creates(5000).Replace("\"_id\"", "\"_index\":\"i\",\"_id\"", StringComparison.Ordinal)))));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        request.Content.Headers.ContentEncoding.Add("gzip");

        using HttpResponseMessage response = await host.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Store.Events.Select(stored => stored.Key.Id).ShouldBe(Enumerable.Range(0, 5000).Select(i => $"e{i}"));
    }

    [Theory]
    [InlineData(8, "application/vnd.elasticsearch+x-ndjson; compatible-with=8")]
    [InlineData(9, "application/vnd.elasticsearch+x-ndjson;compatible-with=9")]
    public async Task CompatibleTypes_AnsweredInKind(int version, string type)
    {
        await using IngestHost host = await IngestHost.StartAsync();
        host.Client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", $"application/vnd.elasticsearch+json; compatible-with={version}");

        using HttpResponseMessage response = await host.PostAsync("/x/_bulk", $"{{\"create\":{{}}}}\n{Doc}\n", type);

        response.Content.Headers.ContentType!.ToString().ShouldBe($"application/vnd.elasticsearch+json; compatible-with={version}");
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("_type");
    }

    [Fact]
    public async Task CompatibleType_OfNoVersion_400()
    {
        await using IngestHost host = await IngestHost.StartAsync();

        using HttpResponseMessage response = await host.PostAsync("/x/_bulk", "\n", "application/vnd.elasticsearch+json;compatible-with=10");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain("media_type_header_exception");
    }

    [Fact]
    public async Task UnknownEncoding_415()
    {
        await using IngestHost host = await IngestHost.StartAsync();

        using HttpResponseMessage response = await host.PostAsync("/x/_bulk", "x"u8.ToArray(), encoding: "br");

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("errors,items.*.error", "{\"errors\":true,\"items\":[{\"create\":{\"error\":")]
    [InlineData("errors", "{\"errors\":true}")]
    [InlineData("nothing", "{}")]
    [InlineData("items.*.status", "{\"items\":[{\"create\":{\"status\":201}},{\"create\":{\"status\":400}}]}")]
    [InlineData("**.status", "{\"items\":[{\"create\":{\"status\":201}},{\"create\":{\"status\":400}}]}")]
    [InlineData("-took,-items", "{\"errors\":true}")]
    [InlineData("items,-items.*._*,-items.**.error,-items.*.result", "{\"items\":[{\"create\":{\"status\":201}},{\"create\":{\"status\":400}}]}")]
    public async Task FilterPath_Filters(string filter, string start)
    {
        await using IngestHost host = await IngestHost.StartAsync();

        using HttpResponseMessage response = await host.PostAsync(
            $"/x/_bulk?filter_path={filter}", $"{{\"create\":{{}}}}\n{Doc}\n{{\"create\":{{}}}}\n[]\n");

        (await response.Content.ReadAsStringAsync()).ShouldStartWith(start);
    }

    [Theory]
    [InlineData("{\"create\":{\"_id\":\"a\"}}\n{}\n{\"drop\":{}}\n{}\n", "illegal_argument_exception")]
    [InlineData("{\"create\":{\"_id\":\"a\"}}\n{}\n{\"create\":{\"_foo\":1}}\n{}\n", "illegal_argument_exception")]
    [InlineData("{\"create\":{\"_id\":\"a\"}}\n{}\n{\"create\":{\"_id\":{}}}\n{}\n", "illegal_argument_exception")]
    [InlineData("{\"create\":{\"_id\":\"a\"}}\n{}\n[]\n{}\n", "illegal_argument_exception")]
    [InlineData("{\"create\":{\"_id\":\"a\"}}\n{}\n{\"create\":{}\n{}\n", "json_e_o_f_exception")]
    [InlineData("{\"create\":{\"_id\":\"a\"}}\n{}\n{\"create\":{}}\n{}", "illegal_argument_exception")]
    public async Task BadAction_RefusesWhole_NothingStored(string body, string type)
    {
        await using IngestHost host = await IngestHost.StartAsync();

        using HttpResponseMessage response = await host.PostAsync("/x/_bulk", body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!["type"]!).ShouldBe(type);
        host.Store.Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task Action_WithoutItsDocumentAtTheEnd_NotAcknowledged()
    {
        await using IngestHost host = await IngestHost.StartAsync();

        JsonNode answer = await host.BulkAsync($"{{\"create\":{{\"_id\":\"a\"}}}}\n{Doc}\n{{\"create\":{{\"_id\":\"b\"}}}}\n");

        answer["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task StoreBusyForSome_Those429_OthersStored()
    {
        await using IngestHost host = await IngestHost.StartAsync();
        host.Store.Refuse = item => item.Key.Id == "e1" ? new AppendResult(AppendOutcome.Retry, Reason: "the disk is full") : null;

        JsonNode answer = await host.BulkAsync(Bodies.Creates(3));

        answer["items"]!.AsArray().Select(item => (int)item!["create"]!["status"]!).ShouldBe([201, 429, 201]);
        ((string)answer["items"]![1]!["create"]!["error"]!["type"]!).ShouldBe("es_rejected_execution_exception");
    }

    [Fact]
    public async Task StoreBusyForAll_Whole429WithRetryAfter()
    {
        await using IngestHost host = await IngestHost.StartAsync();
        host.Store.Refuse = _ => new AppendResult(AppendOutcome.Retry, Reason: "the disk is full");

        using HttpResponseMessage response = await host.PostAsync("/x/_bulk", Bodies.Creates(3));

        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
        (await response.Content.ReadAsStringAsync()).ShouldContain("es_rejected_execution_exception");
    }

    [Fact]
    public async Task StoreThrows_Whole429()
    {
        await using IngestHost host = await IngestHost.StartAsync();
        host.Store.Refuse = _ => throw new IOException("gone");

        using HttpResponseMessage response = await host.PostAsync("/x/_bulk", Bodies.Creates(3));

        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Pressure_429BeforeTheBodyIsTaken()
    {
        await using IngestHost host = await IngestHost.StartAsync();
        host.Pressure.RetryAfter = TimeSpan.FromSeconds(7);

        using HttpResponseMessage response = await host.PostAsync("/x/_bulk", Bodies.Creates(1));

        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(7));
        host.Store.Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task Quota_UsedUp_NextRequest429()
    {
        await using IngestHost host = await IngestHost.StartAsync();
        host.Keys.Sender = host.Keys.Sender with { EventsPerSecond = 1, EventBurst = 10 };
        using HttpResponseMessage first = await host.PostAsync("/x/_bulk", Bodies.Creates(1000));

        using HttpResponseMessage second = await host.PostAsync("/x/_bulk", Bodies.Creates(1));

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        second.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        second.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.FromSeconds(500));
    }

    [Fact]
    public async Task BytesOfTheDay_UsedUp_NextRequest429()
    {
        await using IngestHost host = await IngestHost.StartAsync();
        host.Keys.Sender = host.Keys.Sender with { BytesPerDay = 100 };
        using HttpResponseMessage first = await host.PostAsync("/x/_bulk", Bodies.Creates(10));

        using HttpResponseMessage second = await host.PostAsync("/x/_bulk", Bodies.Creates(1));

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        second.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TooLarge_413Empty(bool chunked)
    {
        await using IngestHost host = await IngestHost.StartAsync(options => options.MaxRequestBytes = 64 << 10);
        using HttpRequestMessage request = new(HttpMethod.Post, "/x/_bulk") { Content = new StringContent(Bodies.Creates(5000), Encoding.UTF8, "application/x-ndjson") };
        request.Headers.TransferEncodingChunked = chunked;

        using HttpResponseMessage response = await host.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        response.Headers.Contains("X-elastic-product").ShouldBeFalse();
        (response.Headers.ConnectionClose == true).ShouldBe(chunked);
    }

    [Theory]
    [InlineData(0, false, false)]
    [InlineData(0, true, false)]
    [InlineData(0, false, true)]
    [InlineData(1, false, false)]
    [InlineData(1, true, false)]
    [InlineData(1, false, true)]
    public async Task BodyAtTheLimit_IsTaken_AByteMore_413(int more, bool chunked, bool gzip)
    {
        const int Limit = 64 << 10;
        await using IngestHost host = await IngestHost.StartAsync(options => options.MaxBodyBytes = options.MaxRequestBytes = Limit);
        string line = "{\"create\":{}}\n{}\n";
        byte[] body = Encoding.UTF8.GetBytes(line + new string('\n', Limit + more - line.Length));
        using HttpRequestMessage request = new(HttpMethod.Post, "/x/_bulk") { Content = new ByteArrayContent(gzip ? Bodies.Gzip(body) : body) };
        request.Content.Headers.ContentType = new("application/x-ndjson");
        if (gzip)
            request.Content.Headers.ContentEncoding.Add("gzip");
        request.Headers.TransferEncodingChunked = chunked;

        using HttpResponseMessage response = await host.Client.SendAsync(request);

        response.StatusCode.ShouldBe(more == 0 ? HttpStatusCode.OK : HttpStatusCode.RequestEntityTooLarge);
        host.Pipeline.Budget.Used.ShouldBe(0);
    }

    [Fact]
    public async Task BadGzip_ConnectionClosed()
    {
        await using IngestHost host = await IngestHost.StartAsync();

        await Should.ThrowAsync<HttpRequestException>(() => host.PostAsync("/x/_bulk", "{\"create\":{}}\n{}\n"u8.ToArray(), encoding: "gzip"));

        host.Store.Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task BudgetUsedUp_429_AndFreedAfterwards()
    {
        await using IngestHost host = await IngestHost.StartAsync(options =>
        {
            options.MaxBodyBytes = 64 << 10;
            options.MaxBytesInFlight = 256 << 10;
        });
        TaskCompletionSource gate = new();
        host.Store.Gate = gate.Task;
        Task<HttpResponseMessage>[] stuck = [.. Enumerable.Range(0, 8).Select(i => host.PostAsync("/x/_bulk", Bodies.Creates(300, $"{i}-")))];
        HttpResponseMessage first = await await Task.WhenAny(stuck);
        gate.SetResult();
        HttpResponseMessage[] all = await Task.WhenAll(stuck);

        first.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        all.ShouldContain(response => response.StatusCode == HttpStatusCode.OK);
        host.Pipeline.Budget.Used.ShouldBe(0);
        using HttpResponseMessage after = await host.PostAsync("/x/_bulk", Bodies.Creates(300));
        after.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Basic_IdAndSecret_Admitted()
    {
        await using IngestHost host = await IngestHost.StartAsync();
        host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("k1:s3cret"u8));

        using HttpResponseMessage response = await host.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("X-elastic-product").ShouldBe(["Elasticsearch"]);
    }

    [Fact]
    public async Task Get_OfBulk_405()
    {
        await using IngestHost host = await IngestHost.StartAsync();

        using HttpResponseMessage response = await host.Client.GetAsync(new Uri("/_bulk", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public void Options_AllFaultsNamed()
    {
        IngestOptions options = new() { MaxDepth = 1, MaxFields = 0, TimeZone = "Hue/Citadel", RetryAfter = TimeSpan.Zero };

        string[] faults = [.. new IngestOptionsValidator().Validate(null, options).Failures!];

        faults.Length.ShouldBe(4);
    }
}
