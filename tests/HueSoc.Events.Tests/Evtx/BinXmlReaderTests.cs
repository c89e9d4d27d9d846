using System.Text;
using System.Text.Json.Nodes;
using HueSoc.Events.Evtx;
using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Tests.Evtx;

/// <summary>Binary XML token by token.</summary>
public sealed class BinXmlReaderTests
{
    private static byte[] Utf16(string text) => Encoding.Unicode.GetBytes(text);

    private static EvtxReading Read(Action<ChunkBuilder> build)
    {
        ChunkBuilder chunk = new();
        build(chunk);
        return EvtxReading.Of(ChunkBuilder.File(chunk.Build()));
    }

    private static string? Data(EvtxReading reading, int index = 0)
    {
        reading.Problems.ShouldBeEmpty();
        return reading.Event(index)["winlog"]!["event_data"]?.ToJsonString();
    }

    [Fact]
    public void TryRead_RecordWithoutTemplate_IsRead()
    {
        EvtxReading reading = Read(c => c.Event(7, b => b
            .Open("EventData").CloseStart()
            .Open("Data", attributes: true).Attribute("Name").Text("User").CloseStart().Text("huế").End()
            .End()));

        Data(reading).ShouldBe("""{"User":"hu\u1EBF"}""");
        reading.Ids.ShouldBe([7]);
    }

    [Fact]
    public void TryRead_RecordWithDependencyIdsAndWithoutTemplate_IsRead()
    {
        EvtxReading reading = Read(c => c.Record(1, b => b
            .Open("Event", dependency: 0xFFFF).CloseStart()
            .Open("EventData", dependency: 0xFFFF).CloseStart()
            .Open("Data", attributes: true, dependency: 0xFFFF).Attribute("Name").Text("A").CloseStart().Text("1").End()
            .End().End()));

        Data(reading).ShouldBe("""{"A":"1"}""");
    }

    [Fact]
    public void TryRead_AllKindsOfText_AreJoined()
    {
        EvtxReading reading = Read(c => c.Event(1, b => b
            .Open("EventData").CloseStart()
            .Open("Data", attributes: true).Attribute("Name").Text("A").Entity("amp").Character('B').CloseStart()
            .Text("x<").CData("<y>").Entity("lt").Entity("huh").Character('\u00E9').Instruction("pi", "data").Text("z").End()
            .End()));

        reading.Event(0)["winlog"]!["event_data"]!["A&B"]!.GetValue<string>().ShouldBe("x<<y><&huh;éz");
    }

    [Fact]
    public void TryRead_TemplateUsedTwice_IsFoundByItsOffset()
    {
        void Body(ChunkBuilder t) => t.Open("EventData", dependency: 0xFFFF).CloseStart()
            .Open("Data", attributes: true, dependency: 0xFFFF).Attribute("Name").Text("A").CloseStart().Value(0, 1).End().End();

        EvtxReading reading = Read(c => c
            .Event(1, b => b.Template("t", Body, (1, Utf16("one"))))
            .Event(2, b => b.Template("t", Body, (1, Utf16("two")))));

        Data(reading, 0).ShouldBe("""{"A":"one"}""");
        Data(reading, 1).ShouldBe("""{"A":"two"}""");
    }

    [Fact]
    public void TryRead_ArrayAsContent_RepeatsTheElement()
    {
        EvtxReading reading = Read(c => c
            .Event(1, b => b.Template(
                "t",
                t => t.Open("EventData", dependency: 0xFFFF).CloseStart()
                    .Open("Data", dependency: 0xFFFF).CloseStart().Value(0, 0x81).End()
                    .Open("Data", attributes: true, dependency: 0xFFFF).Attribute("Name").Text("N").CloseStart().Value(1, 0x86).End().End(),
                (0x81, Utf16("a\0\0c\0")),
                (0x86, [1, 0, 2, 0]))));

        Data(reading).ShouldBe("""{"param1":"a","param2":"","param3":"c","N":["1","2"],"Data":["a","","c"]}""");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(300)]
    public void TryRead_ArrayOfManyItems_IsTheSameWithAPlanAndWithout(int count)
    {
        byte[] chunk = new ChunkBuilder()
            .Then(c => { for (int id = 1; id <= 3; id++) c.PlannedEvent(id, "t", ArrayBody, (0x81, Utf16(string.Concat(Enumerable.Range(0, count).Select(i => $"{i}\0"))))); })
            .Build();

        string[] planned = Decode(chunk, usesPlans: true);

        planned.Length.ShouldBe(3);
        planned.ShouldBe(Decode(chunk, usesPlans: false));
        planned[2].ShouldContain(count == 0 ? "\"param1\":\"\"" : $"\"param{count}\":\"{count - 1}\"");

        static void ArrayBody(ChunkBuilder t) => t.Open("EventData", dependency: 0xFFFF).CloseStart()
            .Open("Data", dependency: 0xFFFF).CloseStart().Value(2, 0x81).End().End();
    }

    [Fact]
    public void TryRead_NullOptional_OmitsElementOrAttributeAndOthersStayEmpty()
    {
        EvtxReading reading = Read(c => c.Event(1, b => b.Template(
            "t",
            t => t.Open("UserData", dependency: 0xFFFF).CloseStart()
                .Open("X", attributes: true, dependency: 0xFFFF).Attribute("Gone", more: true).Value(0, 1, optional: true)
                .Attribute("Empty", more: true).Value(0, 1).Attribute("Kept").Value(1, 1, optional: true).CloseStart()
                .Open("Left", dependency: 0xFFFF).CloseStart().Value(0, 1).End()
                .Open("Omitted", dependency: 0xFFFF).CloseStart().Value(0, 1, optional: true).End()
                .Open("Dependent", dependency: 0).CloseStart().Text("not shown").End()
                .Open("Shown", dependency: 1).CloseStart().Text("shown").End()
                .End().End(),
            (0, [1, 2, 3]),
            (1, Utf16("v")))));

        reading.Problems.ShouldBeEmpty();
        reading.Event(0)["winlog"]!["user_data"]!.ToJsonString().ShouldBe("""{"xml_name":"X","Empty":"","Kept":"v","Left":"","Shown":"shown"}""");
    }

    [Fact]
    public void TryRead_XmlInAValue_IsPartOfTheEvent()
    {
        EvtxReading reading = Read(c => c.Event(1, b => b.TemplateOfXml(
            "outer",
            t => t.Value(0, 0x21, optional: true),
            x => x.Add(0x0F, 1, 1, 0).Open("EventData").CloseStart().Open("Data").CloseStart().Text("v").End().End().Add(0))));

        Data(reading).ShouldBe("""{"param1":"v","Data":"v"}""");
    }

    [Fact]
    public void TryRead_ValueOfAnUnknownType_IsShownInHexAndPassedOver()
    {
        EvtxReading reading = Read(c => c.Event(1, b => b.Template(
            "t",
            t => t.Open("EventData", dependency: 0xFFFF).CloseStart()
                .Open("A", dependency: 0xFFFF).CloseStart().Value(0, 0x7E).End()
                .Open("B", dependency: 0xFFFF).CloseStart().Value(1, 4).End().End(),
            (0x7E, [0xAB, 0xCD, 0xEF]),
            (4, [5]))));

        Data(reading).ShouldBe("""{"A":"ABCDEF","B":"5"}""");
    }

    [Fact]
    public void TryRead_TemplateInsideOfItself_IsAProblemAndTheOthersAreRead()
    {
        EvtxReading reading = Read(c => c
            .Event(1, b => b.Open("EventData").CloseStart().End())
            .Event(2, b => b.Template("t", t => t.Template("t", _ => { })))
            .Event(3, b => b.Open("EventData").CloseStart().End()));

        reading.Ids.ShouldBe([1, 3]);
        reading.Problems.ShouldHaveSingleItem().Reason.ShouldContain("nested too deeply");
    }

    [Fact]
    public void TryRead_ElementsNestedTooDeeply_AreAProblem()
    {
        EvtxReading reading = Read(c => c.Event(1, b =>
        {
            for (int i = 0; i < 5000; i++)
                b.Open("a").CloseStart();
        }));

        reading.Events.ShouldBeEmpty();
        reading.Problems.ShouldHaveSingleItem().Reason.ShouldContain("nested too deeply");
    }

    [Fact]
    public void TryRead_SmallRecordsOfAHugeTemplate_AreCutOffBeforeTheyFillTheMemory()
    {
        void Body(ChunkBuilder t)
        {
            t.Open("EventData", dependency: 0xFFFF).CloseStart();
            for (int i = 0; i < 400; i++)
                t.Open("Data", dependency: 0xFFFF).CloseStart().Text(new string('\u0001', 20)).End();
            t.End();
        }

        EvtxReading reading = Read(c =>
        {
            for (int i = 1; c.Position < 65000; i++)
                c.Event(i, b => b.Template("t", Body));
        });

        reading.LargestBuffer.ShouldBeLessThan(200 << 20);
        (reading.Events.Count + reading.Problems.Count).ShouldBeGreaterThan(100);
    }

    [Fact]
    public void TryRead_ManyOptionalsOfManyShapes_IsTheSameWithPlansAndWithout()
    {
        Random random = new(20);
        for (int round = 0; round < 200; round++)
        {
            ChunkBuilder chunk = new();
            for (int id = 1; id <= 6; id++)
            {
                (byte, byte[])[] values = [.. Enumerable.Range(0, 4).Select(_ => RandomValue(random))];
                int shape = random.Next(3);
                chunk.PlannedEvent(id, $"t{shape}", t => Shape(t, shape), values);
            }

            byte[] bytes = chunk.Build();
            Decode(bytes, usesPlans: true).ShouldBe(Decode(bytes, usesPlans: false));
        }
    }

    [Fact]
    public void TryRead_TextThatEndsWithTheChunk_IsTheSameWithAPlanAndWithout()
    {
        for (int length = 0; length <= 24; length++)
        {
            string last = "C:\\é\tế\"0123456789abcdefghijk"[..length];
            int free = EvtxChunkHeader.ChunkBytes - Build(last, string.Empty).Position;
            ChunkBuilder full = Build(last, new string('x', free / 2));
            full.Position.ShouldBe(EvtxChunkHeader.ChunkBytes);
            byte[] chunk = full.Build();

            string[] planned = Decode(chunk, usesPlans: true);

            planned.Length.ShouldBe(3);
            planned.ShouldBe(Decode(chunk, usesPlans: false));
            ((string?)JsonNode.Parse(planned[2])!["winlog"]!["event_data"]!["L"] ?? string.Empty).ShouldBe(last);
        }

        // The second event makes the chunk full; the first makes the plan.
        static ChunkBuilder Build(string last, string filler) => new ChunkBuilder()
            .PlannedEvent(1, "t", Body, (0x01, Utf16("a")), (0x01, Utf16("b")))
            .PlannedEvent(2, "t", Body, (0x01, Utf16(filler)), (0x01, Utf16("c")))
            .PlannedEvent(3, "t", Body, (0x01, Utf16("d")), (0x01, Utf16(last)));

        static void Body(ChunkBuilder t) => t.Open("EventData", dependency: 0xFFFF).CloseStart()
            .Open("Data", attributes: true, dependency: 0xFFFF).Attribute("Name").Text("F").CloseStart().Value(2, 1).End()
            .Open("Data", attributes: true, dependency: 0xFFFF).Attribute("Name").Text("L").CloseStart().Value(3, 1).End()
            .End();
    }

    [Fact]
    public void TryRead_TemplateWithValuesOfOtherTypesInTurn_IsTheSameWithPlansAndWithout()
    {
        (byte, byte[])[][] turns =
        [
            [(0x01, Utf16("a")), (0x08, [1, 0, 0, 0])],
            [(0x08, [1, 0, 0, 0]), (0x01, Utf16("a"))],
            [(0x08, []), (0x01, [])],
            [(0x81, Utf16("a\0b")), (0x01, Utf16("c"))],
            [(0x01, Utf16("c")), (0x81, Utf16("a\0b"))],
            [(0x81, Utf16("a\0b\0c")), (0x81, Utf16("d"))],
            [(0x81, Utf16("a\0b")), (0x81, Utf16("c\0d"))],
            [(0x81, Utf16(string.Concat(Enumerable.Repeat("x\0", 70)))), (0x81, Utf16("d"))],
            [(0x00, []), (0x11, [])],
        ];
        ChunkBuilder builder = new();
        for (int id = 0; id < 60; id++)
            builder.PlannedEvent(id + 1, "t", Body, turns[id % 7 == 0 ? id / 7 : id * id % turns.Length]);
        byte[] chunk = builder.Build();

        Decode(chunk, usesPlans: true).ShouldBe(Decode(chunk, usesPlans: false));

        static void Body(ChunkBuilder t) => t.Open("EventData", dependency: 0xFFFF).CloseStart()
            .Open("Data", dependency: 0xFFFF).CloseStart().Value(2, 1).End()
            .Open("Data", dependency: 0xFFFF).CloseStart().Value(3, 1).End()
            .End();
    }

    private static void Shape(ChunkBuilder t, int shape)
    {
        t.Open(shape == 2 ? "UserData" : "EventData", dependency: 0xFFFF).CloseStart();
        if (shape == 2)
            t.Open("X", attributes: true, dependency: 0xFFFF).Attribute("Version").Value(2, 1, optional: true).CloseStart();
        for (int i = 0; i < 4; i++)
        {
            t.Open("Data", attributes: shape != 0, dependency: i == 1 ? 4 : 0xFFFF);
            if (shape != 0)
                t.Attribute("Name").Then(b => { if (i == 3) b.Value(5, 1); else b.Text(i == 2 ? "A" : $"N{i % 2}"); });
            t.CloseStart().Value(i + 2, 1, optional: i % 2 == 0).End();
        }

        if (shape == 2)
            t.Value(3, 1).End();
        t.End();
    }

    private static (byte Type, byte[] Bytes) RandomValue(Random random)
    {
        byte[] types = [0, 0x01, 0x01, 0x04, 0x08, 0x0D, 0x0F, 0x11, 0x13, 0x15, 0x81, 0x88];
        byte type = types[random.Next(types.Length)];
        int size = random.Next(5) == 0 ? random.Next(3) : type switch { 4 => 1, 8 or 0x0D => 4, 0x0F or 0x13 => 16, 0x11 or 0x15 or 0x88 => 8, _ => 2 * random.Next(6) };
        byte[] bytes = new byte[size];
        random.NextBytes(bytes);
        return (type, bytes);
    }

    private static string[] Decode(byte[] chunk, bool usesPlans)
    {
        EvtxDecoder decoder = new(1 << 20) { UsesPlans = usesPlans, Context = new NormaliserContext(TimeZoneInfo.Utc) };
        HueSoc.Events.Readers.EventBatch batch = new();
        decoder.Decode(batch, chunk, chunk.Length, 4096, isDirty: false);
        List<string> found = [.. batch.Problems.ToArray().Select(p => p.ToString())];
        foreach (HueSoc.Events.Readers.EventSlice slice in batch.Events)
        {
            string json = Encoding.UTF8.GetString(decoder.Output.Slice(slice.Offset, slice.Length));
            JsonNode.Parse(json).ShouldNotBeNull();
            found.Add(json);
        }

        return [.. found];
    }
}
