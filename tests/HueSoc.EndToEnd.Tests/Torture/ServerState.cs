using System.Text.Json;
using HueSoc.EndToEnd.Tests.Serving;

namespace HueSoc.EndToEnd.Tests.Torture;

/// <summary>What the server says of itself, as far as the torture needs it.</summary>
/// <param name="token">An API token of an administrator.</param>
/// <param name="sender">The name events of the torture's key are stored under.</param>
internal sealed class ServerState(string token, string sender)
{
    /// <summary>How many stored events had not been evaluated when the server started.</summary>
    public async Task<long> BehindAtStartAsync(HuesocProcess server)
    {
        using ApiClient api = new(server.Console, token);
        JsonElement system = (await api.GetAsync("/api/v1/system"))!.Value;
        return system.GetProperty("evaluator").GetProperty("behind_at_start").GetInt64();
    }

    /// <summary>Waits until an event is stored and evaluated.</summary>
    public async Task WaitUntilEvaluatedAsync(HuesocProcess server, string id, CancellationToken cancellationToken)
    {
        using ApiClient api = new(server.Console, token);
        string path = $"/api/v1/events/{ApiClient.KeyWord(sender, id)}";
        long sequence = -1;
        while (true)
        {
            if (sequence < 0 && await api.GetAsync(path, cancellationToken) is { } stored)
                sequence = stored.GetProperty("sequence").GetInt64();
            JsonElement system = (await api.GetAsync("/api/v1/system", cancellationToken))!.Value;
            if (sequence >= 0 && system.GetProperty("evaluator").GetProperty("last_sequence").GetInt64() >= sequence)
                return;
        }
    }

    /// <summary>Waits until nothing is left to evaluate, and correlations that are decided late have been decided.</summary>
    public async Task WaitUntilAllIsEvaluatedAsync(HuesocProcess server, CancellationToken cancellationToken)
    {
        using ApiClient api = new(server.Console, token);
        while ((await api.GetAsync("/api/v1/system", cancellationToken))!.Value.GetProperty("evaluator").GetProperty("lag_events").GetInt64() > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
    }
}
