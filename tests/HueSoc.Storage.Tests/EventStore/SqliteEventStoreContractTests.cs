using HueSoc.Storage.EventStore;
using HueSoc.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace HueSoc.Storage.Tests.EventStore;

#pragma warning disable CA1001 // The runner disposes of it through IAsyncLifetime.
/// <summary>The embedded store keeps the contract.</summary>
public sealed class SqliteEventStoreContractTests : EventStoreContract
{
    private readonly TempFolder folder = new();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    protected override ValueTask<IEventStore> OpenAsync() =>
        new(SqliteEventStore.Open(new() { Folder = folder.Path, ReserveFreeBytes = 0 }, Clock, NullLogger.Instance));
}
