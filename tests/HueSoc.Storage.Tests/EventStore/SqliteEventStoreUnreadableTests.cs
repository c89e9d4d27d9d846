using HueSoc.Storage.EventStore;
using HueSoc.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace HueSoc.Storage.Tests.EventStore;

/// <summary>A file that is in order and cannot be opened: who follows the store is told, instead of asking again without end.</summary>
public sealed class SqliteEventStoreUnreadableTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly TestClock clock = new(Sample.Noon);

    private string DayPath => Path.Combine(folder.Path, "events", "2026-03-14.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ReadAsync_FileCannotBeOpened_ThrowsAndGoesOnWhenItCan()
    {
        await using (SqliteEventStore filling = Open())
            await filling.AppendAsync(Sample.Events(0, 10), default);
        await using SqliteEventStore store = Open();
        // Whoever runs the tests may read anything: but nobody opens a folder as a file.
        File.Move(DayPath, DayPath + ".away");
        Directory.CreateDirectory(DayPath);

        IOException refused = await Should.ThrowAsync<IOException>(async () => await store.ReadAsync(EventCursor.Start, 100, null, default));
        Directory.Delete(DayPath);
        File.Move(DayPath + ".away", DayPath);
        EventSlice slice = await store.ReadAsync(EventCursor.Start, 100, null, default);

        refused.Message.ShouldContain("cannot be opened");
        slice.Events.Count.ShouldBe(10);
        slice.Missing.ShouldBeEmpty();
        (await store.GetStatisticsAsync(default)).Lost.ShouldBeEmpty();
    }

    private SqliteEventStore Open() => SqliteEventStore.Open(
        new() { Folder = folder.Path, RetentionDays = 3_650, MinimumRetentionDays = 90 }, clock, NullLogger.Instance);
}
