using System.Net.Http.Json;
using System.Text.Json;
using HueSoc.Server.Schedules;
using HueSoc.Server.Tests.Running;
using HueSoc.Storage.Control.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace HueSoc.Server.Tests.Hosting;

/// <summary>What the server writes about itself into the event store.</summary>
[Collection(ServerCollection.Name)]
public sealed class OwnEventTests(RunningServer server)
{
    [Fact]
    public async Task Log_OfTheServer_IsFoundAmongTheEvents() =>
        (await FindAsync("event.dataset:huesoc.server AND message:started")).GetProperty("document").GetProperty("log").GetProperty("level").GetString().ShouldBe("info");

    [Fact]
    public async Task AuditHeads_WhenTheyAreDue_AreFoundAmongTheEvents()
    {
        ISchedule schedule = server.Server.Services.GetServices<ISchedule>().Single(candidate => candidate.Name == "audit-heads");

        await schedule.RunAsync(CancellationToken.None);

        JsonElement audit = (await FindAsync("event.dataset:huesoc.audit")).GetProperty("document").GetProperty("huesoc").GetProperty("audit");
        audit.GetProperty("hash").GetString()!.Length.ShouldBe(64);
        audit.GetProperty("sequence").GetInt64().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Retention_WhenNothingIsOld_DeletesNothing() =>
        (await server.Server.Services.GetServices<ISchedule>().Single(candidate => candidate.Name == "retention").RunAsync(CancellationToken.None))
            .ShouldBe("nothing is old enough");

    // The log is written a moment after it is said.
    private async Task<JsonElement> FindAsync(string query)
    {
        using HttpClient admin = await server.ClientAsync(AccountRole.Admin);
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(patience.Token))
        {
            JsonElement page = await admin.GetFromJsonAsync<JsonElement>("/api/v1/events?q=" + Uri.EscapeDataString(query), patience.Token);
            if (page.GetProperty("items").GetArrayLength() > 0)
                return page.GetProperty("items")[0];
        }

        throw new TimeoutException(query);
    }
}
