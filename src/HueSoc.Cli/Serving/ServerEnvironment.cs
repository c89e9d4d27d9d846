using System.Collections;

namespace HueSoc.Cli.Serving;

/// <summary>What the process gives a server: its environment, and the wish to end.</summary>
internal static class ServerEnvironment
{
    /// <summary>The environment's variables.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Variables() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value));

    /// <summary>Waits until the server is to stop.</summary>
    public static async Task WaitAsync(CancellationToken interruption)
    {
        TaskCompletionSource stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = interruption.Register(stop.SetResult);
        await stop.Task;
    }
}
