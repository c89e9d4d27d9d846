using HueSoc.Tests.Corpus;

namespace HueSoc.Agent.Tests.Shipping;

/// <summary>What the shipper makes of the answers that a real Elasticsearch gave.</summary>
public class RecordedAnswerTests
{
    // Name, then how many of its events are taken at once (some because they were there already), are sent again, are put aside.
    private static readonly (string Name, int Delivered, int Conflicts, int Again, int Dead)[] Items =
    [
        ("bulk_all_ok_data_stream_create", 5, 0, 0, 0),
        ("bulk_all_ops", 4, 0, 0, 2),
        ("bulk_duplicate_create_409_items", 2, 1, 0, 0),
        ("bulk_partial_mapping_conflict", 3, 1, 0, 2),
        ("bulk_429_items_201_429", 12, 0, 28, 0),
        ("bulk_429_items_429", 0, 0, 40, 0),
        ("bulk_429_concurrent_200_es_rejected_execution_exception_1statuses", 0, 0, 8, 0),
        ("bulk_flood_stage_block_items_429", 0, 0, 1, 0),
        ("bulk_index_write_block_items_403", 0, 0, 1, 0),
        ("bulk_unavailable_shards_items_503", 0, 0, 1, 0),
        ("bulk_pipeline_failure_items", 1, 0, 1, 0),
        ("sec_bulk_partial_403_items", 1, 0, 1, 0),
        ("bulk_unknown_index_autocreate_off_items_404", 0, 0, 0, 1),
        ("bulk_closed_index_items_400", 0, 0, 0, 1),
        ("bulk_data_stream_bad_timestamp", 0, 0, 0, 1),
        ("bulk_data_stream_missing_timestamp", 0, 0, 0, 1),
        ("bulk_data_stream_index_op_400_items", 0, 0, 0, 1),
        ("bulk_field_limit_items_400", 0, 0, 0, 1),
        ("bulk_immense_term_items_400", 0, 0, 0, 1),
        ("bulk_invalid_index_name", 0, 0, 0, 1),
        ("bulk_item_object_for_scalar", 0, 0, 0, 1),
        ("bulk_pipeline_missing_items_400", 0, 0, 0, 1),
        ("bulk_strict_mapping_items_400", 0, 0, 0, 1),
        ("bulk_source_not_json_item", 2, 0, 0, 1),
        ("bulk_filter_path_errors", 1, 0, 0, 1),
        ("bulk_gzip_ok", 1, 0, 0, 0),
        ("bulk_ndjson_charset", 1, 0, 0, 0),
        ("bulk_plain_json_content_type", 1, 0, 0, 0),
        ("bulk_vnd_ndjson_compatible_with_8", 1, 0, 0, 0),
        ("sec_api_key_bulk_ok", 1, 0, 0, 0),
        ("sec_bulk_ok_shipper", 1, 0, 0, 0),
        ("sec_bulk_shipper_ok_norefresh", 1, 0, 0, 0),
    ];

    // The whole request comes again, unchanged.
    private static readonly string[] Lots =
    [
        "bulk_429_concurrent_429_es_rejected_execution_exception_Falsestatuses",
        "bulk_429_indexing_pressure",
        "bulk_circuit_breaker_429",
        "bulk_wrong_content_type_406",
        "bulk_gzip_bad",
        "sec_bulk_403_reader",
        "sec_api_key_401_garbage",
        "sec_api_key_401_invalidated",
        "sec_api_key_401_wrong",
        "sec_401_no_credentials",
    ];

    // The whole request is refused because of one event, which nobody names.
    private static readonly string[] Divided =
    [
        "bulk_413_too_large",
        "bulk_empty_body_400",
        "bulk_empty_content_type_400",
        "bulk_long_id_items_400",
        "bulk_malformed_action_unknown_400",
        "bulk_malformed_ndjson_action_400",
        "bulk_missing_index_400",
        "bulk_no_trailing_newline_400",
    ];

    [CorpusFact("elasticsearch/fixtures")]
    public async Task RunAsync_RecordedItems_EachEventHasItsEnd()
    {
        foreach ((string name, int delivered, int conflicts, int again, int dead) in Items)
        {
            RecordedAnswer recorded = RecordedAnswer.Read(name);
            using RawServer server = new();
            await using ShipperHarness harness = new();
            harness.Append(recorded.Ids);
            server.Answer(recorded.Answer);
            harness.Start(server.Address);
            await harness.UntilDoneAsync();

            harness.Shipper.Status.Delivered.ShouldBe(delivered + again, name);
            harness.Shipper.Status.Conflicts.ShouldBe(conflicts, name);
            harness.Shipper.Status.Retries.ShouldBe(again, name);
            harness.Shipper.Status.DeadLetters.ShouldBe(dead, name);
            harness.DeadLetters.Count().ShouldBe(dead, name);
            server.Taken.Count.ShouldBe(again, name);
        }
    }

    [CorpusFact("elasticsearch/fixtures")]
    public async Task RunAsync_RecordedRefusalOfTheLot_ComesAgainUnchanged()
    {
        foreach (string name in Lots)
        {
            using RawServer server = new();
            await using ShipperHarness harness = new();
            harness.Append(7);
            server.Answer(RecordedAnswer.Read(name).Answer);
            harness.Start(server.Address);
            await harness.UntilDoneAsync();

            server.Requests.Count.ShouldBe(2, name);
            server.Requests.First().Body.ShouldBe(server.Requests.Last().Body, name);
            server.Taken.Count.ShouldBe(7, name);
            harness.Shipper.Status.Delivered.ShouldBe(7, name);
            harness.Shipper.Status.DeadLetters.ShouldBe(0, name);
            harness.Shipper.Status.Problem.ShouldBeNull(name);
            harness.Shipper.Status.LastError.ShouldNotBeNull(name);
        }
    }

    [CorpusFact("elasticsearch/fixtures")]
    public async Task RunAsync_RecordedRefusalBecauseOfOneEvent_OnlyThatIsPutAside()
    {
        foreach (string name in Divided)
        {
            RawAnswer refusal = RecordedAnswer.Read(name).Answer;
            using RawServer server = new();
            server.Otherwise = request => request.Ids().Contains("id-4") ? refusal : server.Take(request);
            await using ShipperHarness harness = new();
            harness.Append(9);
            harness.Start(server.Address);
            await harness.UntilDoneAsync();

            server.Taken.Keys.Order(StringComparer.Ordinal).ShouldBe(harness.Documents.Keys.Where(id => id != "id-4").Order(StringComparer.Ordinal), name);
            harness.DeadLetters.Single().ShouldContain("id-4", customMessage: name);
        }
    }

    [CorpusFact("elasticsearch/fixtures")]
    public async Task RunAsync_RecordedWireOfTooLarge_Divided()
    {
        foreach (string property in (string[])["content_length_oversize", "chunked_oversize"])
        {
            RawAnswer refusal = RecordedAnswer.ReadWire("bulk_413_raw_wire", property);
            using RawServer server = new();
            server.Otherwise = request => request.Operations().Count > 2 ? refusal : server.Take(request);
            await using ShipperHarness harness = new();
            harness.Append(9);
            harness.Start(server.Address);
            await harness.UntilDoneAsync();

            server.Taken.Count.ShouldBe(9, property);
            harness.DeadLetters.ShouldBeEmpty(property);
        }
    }

    [CorpusFact("elasticsearch/fixtures")]
    public async Task RunAsync_TooLargeToldBeforeTheBodyIsThere_Divided()
    {
        RawAnswer refusal = RecordedAnswer.ReadWire("bulk_413_raw_wire", "chunked_oversize");
        using RawServer server = new();
        server.Early = head => LengthOf(head) > 60_000 ? refusal : null;
        await using ShipperHarness harness = new();
        Random random = new(1);
        harness.AppendNoise(40, 5_000, random);
        harness.Start(server.Address);
        await harness.UntilDoneAsync();

        server.Taken.Count.ShouldBe(40);
    }

    private static int LengthOf(string head) =>
        int.Parse(head.Split('\n').Single(line => line.StartsWith("Content-Length", StringComparison.OrdinalIgnoreCase)).Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
}
