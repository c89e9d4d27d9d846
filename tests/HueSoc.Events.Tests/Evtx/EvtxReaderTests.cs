using System.Buffers.Binary;
using HueSoc.Events.Evtx;
using HueSoc.Events.Readers;
using HueSoc.Events.Tests.Readers;

namespace HueSoc.Events.Tests.Evtx;

/// <summary>Files that are whole, and files that are not.</summary>
public sealed class EvtxReaderTests
{
    private const int ChunkBytes = EvtxChunkHeader.ChunkBytes;

    private static byte[] Chunk(int first, int count)
    {
        ChunkBuilder chunk = new();
        for (int id = first; id < first + count; id++)
            chunk.Event(id, b => b.Open("EventData").CloseStart().Open("Data").CloseStart().Text($"event {id}").End().End());
        return chunk.Build();
    }

    private static byte[] ThreeChunks() => ChunkBuilder.File(Chunk(1, 3), Chunk(4, 3), Chunk(7, 3));

    private static int Offset(int chunk) => EvtxFileHeader.Bytes + (chunk * ChunkBytes);

    private static long[] Ids(int first, int last) => [.. Enumerable.Range(first, last - first + 1)];

    [Theory]
    [InlineData(1)]
    [InlineData(ChunkBytes * 2)]
    [InlineData(1 << 20)]
    public void TryRead_WholeFile_GivesEveryRecordInOrder(int batchBytes)
    {
        byte[] file = ThreeChunks();

        EvtxReading reading = EvtxReading.Of(file, new EventReaderOptions { BatchBytes = batchBytes });

        reading.Ids.ShouldBe(Ids(1, 9));
        reading.Problems.ShouldBeEmpty();
        reading.Bytes.ShouldBe(file.Length);
    }

    [Fact]
    public void TryRead_StreamThatGivesFewBytesAtOnce_GivesTheSame()
    {
        EvtxReading reading = EvtxReading.Of(new EvtxReader(new TrickleStream(777, ThreeChunks()), new EventReaderOptions()));

        reading.Ids.ShouldBe(Ids(1, 9));
    }

    [Fact]
    public void TryRead_NothingInSource_GivesNothing()
    {
        EvtxReading reading = EvtxReading.Of([]);

        reading.Events.ShouldBeEmpty();
        reading.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void TryRead_ReadingFails_KeepsWhatCameBeforeAndSaysSoOnce()
    {
        TrickleStream stream = new(100_000, ThreeChunks()[..(Offset(1) + 700)]) { Failure = new IOException("the disk is gone") };

        EvtxReading reading = EvtxReading.Of(new EvtxReader(stream, new EventReaderOptions()));

        reading.Ids.Take(3).ShouldBe(Ids(1, 3));
        reading.Problems.Count(p => p.Reason == "reading stopped: the disk is gone").ShouldBe(1);
    }

    [Fact]
    public void TryRead_SpaceThatIsNotUsedYet_IsPassedOver()
    {
        byte[] file = [.. ChunkBuilder.File(Chunk(1, 3)), .. new byte[40 * ChunkBytes]];

        EvtxReading reading = EvtxReading.Of(file, new EventReaderOptions { BatchBytes = 1 });

        reading.Ids.ShouldBe(Ids(1, 3));
        reading.Problems.ShouldBeEmpty();
        reading.Bytes.ShouldBe(file.Length);
    }

    [Fact]
    public void TryRead_OldChunkInTheSlackOfAnother_IsNoChunk()
    {
        byte[] file = ThreeChunks();
        int slack = ChunkBytes / 2;
        Chunk(100, 3).AsSpan(0, ChunkBytes - slack).CopyTo(file.AsSpan(Offset(1) + slack));

        EvtxReading reading = EvtxReading.Of(file);

        reading.Ids.ShouldBe(Ids(1, 9));
        reading.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void TryRead_BadChecksumOfRecords_IsMarkedAndTheRecordsStillCome()
    {
        byte[] file = ThreeChunks();
        file[Offset(1) + 52] ^= 1;
        ChunkBuilder.Seal(file.AsSpan(Offset(1), ChunkBytes));
        file[Offset(1) + EvtxChunkHeader.Records + 16] ^= 1;

        EvtxReading reading = EvtxReading.Of(file);

        reading.Ids.ShouldBe(Ids(1, 9));
        ReadProblem problem = reading.Problems.ShouldHaveSingleItem();
        problem.Reason.ShouldBe($"offset {Offset(1)}: the chunk's records do not match their checksum");
        problem.Record.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void TryRead_BadChecksumOfHeader_IsMarkedAndTheRecordsStillCome()
    {
        byte[] file = ThreeChunks();
        file[Offset(1) + 60] ^= 1;

        EvtxReading reading = EvtxReading.Of(file);

        reading.Ids.ShouldBe(Ids(1, 9));
        reading.Problems.ShouldHaveSingleItem().Reason.ShouldBe($"offset {Offset(1)}: the chunk's header does not match its checksum");
    }

    [Fact]
    public void TryRead_ChunkThatSaysItHasNoChecksums_IsNotChecked()
    {
        byte[] file = ThreeChunks();
        file[Offset(1) + 120] = 4;
        file[Offset(1) + 60] ^= 1;
        file[Offset(1) + EvtxChunkHeader.Records + 16] ^= 1;

        EvtxReading.Of(file).Problems.ShouldBeEmpty();
    }

    [Fact]
    public void TryRead_HeaderOfChunkOverwritten_FindsItsRecords()
    {
        byte[] file = ThreeChunks();
        file.AsSpan(Offset(1), EvtxChunkHeader.Records).Fill(0xEE);

        EvtxReading reading = EvtxReading.Of(file);

        reading.Ids.ShouldBe(Ids(1, 9));
        reading.Problems.ShouldHaveSingleItem().Reason.ShouldBe($"offset {Offset(1)}: the chunk has no header; 3 records were found in it");
    }

    [Fact]
    public void TryRead_ChunkOfNothingKnown_IsAProblemOfTheWholeFile()
    {
        byte[] file = ThreeChunks();
        new Random(1).NextBytes(file.AsSpan(Offset(1), ChunkBytes));

        EvtxReading reading = EvtxReading.Of(file);

        reading.Ids.ShouldBe([.. Ids(1, 3), .. Ids(7, 9)]);
        reading.Problems.ShouldBe([new ReadProblem(0, $"offset {Offset(1)}: no chunk, and no record in {ChunkBytes} bytes")]);
    }

    [Fact]
    public void TryRead_SizeOfRecordBroken_SkipsItAndSaysHowMuch()
    {
        byte[] file = ThreeChunks();
        int first = Offset(1) + EvtxChunkHeader.Records;
        int size = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(first + 4));
        int second = first + size;
        int secondSize = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(second + 4));
        file[second + 4] ^= 0x40;

        EvtxReading reading = EvtxReading.Of(file);

        reading.Ids.ShouldBe([1, 2, 3, 4, 6, 7, 8, 9]);
        reading.Problems.Select(p => p.Reason).ShouldBe(
        [
            $"offset {Offset(1)}: the chunk's records do not match their checksum",
            $"offset {second}: {secondSize} bytes that are no record were skipped",
        ]);
    }

    [Fact]
    public void TryRead_CountOfChunksStale_GoesByTheSizeOfTheFile()
    {
        byte[] file = ThreeChunks();
        file[42] = 1;

        EvtxReading.Of(file).Ids.ShouldBe(Ids(1, 9));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    public void TryRead_RecordsBehindWhatTheHeaderKnows_BelongToAFileThatWasNotClosed(byte flags, bool found)
    {
        byte[] chunk = Chunk(1, 3);
        int size = BinaryPrimitives.ReadInt32LittleEndian(chunk.AsSpan(EvtxChunkHeader.Records + 4));
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(48), EvtxChunkHeader.Records + size);
        ChunkBuilder.Seal(chunk);
        byte[] file = ChunkBuilder.File(chunk);
        file[120] = flags;

        EvtxReading reading = EvtxReading.Of(file);

        reading.Ids.ShouldBe(found ? Ids(1, 3) : [1]);
        reading.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void TryRead_FileCutOff_GivesWhatThereIsAndSaysSo()
    {
        byte[] whole = ThreeChunks();
        int second = Offset(2) + EvtxChunkHeader.Records + BinaryPrimitives.ReadInt32LittleEndian(whole.AsSpan(Offset(2) + EvtxChunkHeader.Records + 4));

        EvtxReading reading = EvtxReading.Of(whole[..(second + 10)]);

        reading.Ids.ShouldBe(Ids(1, 7));
        reading.Problems.ShouldContain(p => p.Record == 0 && p.Reason.StartsWith($"offset {Offset(2)}: only "));
    }

    [Theory]
    [InlineData(-100)]
    [InlineData(100)]
    public void TryRead_BytesLostOrAddedInAChunk_CostThatChunkAlone(int change)
    {
        byte[] file = ThreeChunks();
        int at = Offset(1) + 30_000;
        byte[] damaged = change < 0 ? [.. file[..at], .. file[(at - change)..]] : [.. file[..at], .. new byte[change], .. file[at..]];

        EvtxReading.Of(damaged).Ids.ShouldBe(Ids(1, 9));
    }

    [Fact]
    public void TryRead_HeaderOfAChunkInsideOfARecord_CutsNothing()
    {
        byte[] chunk = Chunk(1, 100);
        chunk.AsSpan(0, EvtxChunkHeader.Records).CopyTo(chunk.AsSpan(3_000));
        ChunkBuilder.Seal(chunk);

        EvtxReading reading = EvtxReading.Of(ChunkBuilder.File(chunk, Chunk(101, 3)));

        reading.Problems.ShouldAllBe(p => p.Record > 0);
        reading.Ids.TakeLast(53).ShouldBe(Ids(51, 103));
    }

    [Theory]
    [InlineData(512)]
    [InlineData(40_000)]
    [InlineData(ChunkBytes - 1)]
    public void TryRead_HeaderOfAChunkBehindTheRecordsOfASoundOne_BeginsAChunk(int place)
    {
        byte[] chunk = Chunk(1, place == 512 ? 0 : 3);
        byte[] other = Chunk(4, 3);
        byte[] file = ChunkBuilder.File([.. chunk[..place], .. other], Chunk(7, 3));

        EvtxReading reading = EvtxReading.Of(file);

        reading.Ids.ShouldBe(Ids(place == 512 ? 4 : 1, 9));
        reading.Problems.ShouldHaveSingleItem().Reason.ShouldBe($"offset {Offset(0)}: only {place} bytes of the chunk are there");
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(7, false)]
    [InlineData(60, false)]
    [InlineData(60, true)]
    public void TryRead_WhatIsAlmostAHeaderBehindTheRecordsOfASoundChunk_BeginsNone(int broken, bool again)
    {
        byte[] chunk = Chunk(1, 3);
        byte[] header = chunk[..EvtxChunkHeader.Records];
        header[broken] ^= 1;
        header.CopyTo(chunk, 40_000);
        if (again)
            header.CopyTo(chunk, 40_003);
        header.AsSpan(0, 100).CopyTo(chunk.AsSpan(ChunkBytes - 100));

        EvtxReading reading = EvtxReading.Of(ChunkBuilder.File(chunk, Chunk(4, 3)));

        reading.Ids.ShouldBe(Ids(1, 6));
        reading.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void TryRead_HeaderOfAChunkInTheRecordsOfASoundOneAndBehindThem_BeginsOneBehindThem()
    {
        byte[] header = Chunk(4, 3)[..EvtxChunkHeader.Records];
        string text = new(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, char>(header));
        byte[] chunk = new ChunkBuilder()
            .Event(1, b => b.Open("EventData").CloseStart().Open("Data").CloseStart().Text(text).End().End())
            .Event(2, b => b.Open("EventData").CloseStart().End())
            .Build();

        EvtxReading.Of(ChunkBuilder.File(chunk, Chunk(3, 1))).Ids.ShouldBe(Ids(1, 3));
        EvtxReading cut = EvtxReading.Of(ChunkBuilder.File([.. chunk[..30_000], .. Chunk(3, 1)]));
        cut.Ids.ShouldBe(Ids(1, 3));
        cut.Problems.ShouldHaveSingleItem().Reason.ShouldBe($"offset {Offset(0)}: only 30000 bytes of the chunk are there");
    }

    [Fact]
    public void TryRead_BeginningsOfChunksOneAfterTheOther_AreTakenForAsManyChunksAsThereIsRoomFor()
    {
        // As it happens, such a header says of itself that it has no checksums.
        byte[] file = [.. ChunkBuilder.File(), .. Enumerable.Repeat(EvtxChunkHeader.Magic.ToArray(), 16 * ChunkBytes / 8).SelectMany(b => b)];

        EvtxReading reading = EvtxReading.Of(file);

        reading.Events.ShouldBeEmpty();
        reading.Problems.Count.ShouldBeLessThanOrEqualTo(32);
        reading.Bytes.ShouldBe(file.Length);
    }

    [Fact]
    public void TryRead_ChunksWithoutAFileHeader_AreRead()
    {
        EvtxReading reading = EvtxReading.Of(ThreeChunks()[EvtxFileHeader.Bytes..]);

        reading.Ids.ShouldBe(Ids(1, 9));
        reading.Problems.ShouldHaveSingleItem().Reason.ShouldBe("offset 0: the file does not begin as an EVTX file");
    }

    [Fact]
    public void TryRead_SwappedChunks_GivesAllRecords()
    {
        EvtxReading reading = EvtxReading.Of(ChunkBuilder.File(Chunk(7, 3), Chunk(1, 3), Chunk(4, 3)));

        reading.Ids.ShouldBe([.. Ids(7, 9), .. Ids(1, 6)]);
        reading.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void TryRead_EventOverTheLimit_IsAProblemAndItsNeighboursAreRead()
    {
        byte[] chunk = new ChunkBuilder()
            .Event(1, b => b.Open("EventData").CloseStart().End())
            .Event(2, b => b.Open("EventData").CloseStart().Open("Data").CloseStart().Text(new string('x', 2000)).End().End())
            .Event(3, b => b.Open("EventData").CloseStart().End())
            .Build();

        EvtxReading reading = EvtxReading.Of(ChunkBuilder.File(chunk), new EventReaderOptions { MaxEventBytes = 1000 });

        reading.Ids.ShouldBe([1, 3]);
        reading.Problems.ShouldHaveSingleItem().Record.ShouldBe(2);
    }

    [Fact]
    public void Prepare_Twice_GivesTheEventsOnce()
    {
        using EvtxReader reader = new(new MemoryStream(ThreeChunks()), new EventReaderOptions());
        EventBatch batch = new();
        reader.TryRead(batch).ShouldBeTrue();

        batch.Prepare();
        batch.Prepare();

        batch.Events.Length.ShouldBe(9);
    }

    [Fact]
    public void Prepare_BatchOfAnotherReaderBefore_IsUsedAgain()
    {
        EventBatch batch = new();
        using (JsonLinesReader lines = new(new MemoryStream("{\"a\":1}\n"u8.ToArray()), new EventReaderOptions()))
            lines.TryRead(batch).ShouldBeTrue();
        using (EvtxReader reader = new(new MemoryStream(ThreeChunks()), new EventReaderOptions()))
            reader.TryRead(batch).ShouldBeTrue();
        using JsonLinesReader more = new(new MemoryStream("{\"a\":1}\n"u8.ToArray()), new EventReaderOptions());

        more.TryRead(batch).ShouldBeTrue();
        batch.Prepare();

        batch.Events.Length.ShouldBe(1);
        batch.Buffer.AsSpan(0, 7).SequenceEqual("{\"a\":1}"u8).ShouldBeTrue();
    }
}
