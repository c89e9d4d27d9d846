using System.Globalization;
using System.Text.Json;
using HueSoc.EndToEnd.Tests.Serving;
using HueSoc.Tests.Corpus;
using Microsoft.Data.Sqlite;

namespace HueSoc.EndToEnd.Tests.Torture;

/// <summary>
/// Compares what the server has in the end with what the events say it must have: every event once, every signal once,
/// every alert once, and the correlations that the definition gives.
/// </summary>
/// <param name="events">The events.</param>
/// <param name="count">How many of them.</param>
/// <param name="lost">Numbers of events that the server reported lost; what hangs on them alone may be missing.</param>
internal sealed class Verification(NumberedEvents events, int count, IReadOnlySet<int>? lost = null)
{
    private const int Shown = 5;
    private const string OwnRules = "7d1b8a51-6f0e-4c1e-9a53-5d2a3c0e1";
    private const string FailedLogonRule = "7d1b8a51-6f0e-4c1e-9a53-5d2a3c0e1a01";
    private const string LogoffRule = "7d1b8a51-6f0e-4c1e-9a53-5d2a3c0e1a02";
    private const string ServiceRule = "7d1b8a51-6f0e-4c1e-9a53-5d2a3c0e1a03";
    private const string ManyLogonsRule = "7d1b8a51-6f0e-4c1e-9a53-5d2a3c0e1b01";
    private const string ManyMachinesRule = "7d1b8a51-6f0e-4c1e-9a53-5d2a3c0e1b02";

    /// <summary>The folder of the torture's own rules.</summary>
    public static string Rules { get; } = Path.Combine(CorpusPaths.Repository, "tests", "HueSoc.EndToEnd.Tests", "Torture", "rules");

    /// <summary>Reads the day files themselves: every event is in them once, and their numbers have no gaps but those that are explained.</summary>
    /// <param name="data">The data folder; the server has been stopped.</param>
    /// <param name="sender">The name the torture's events are stored under.</param>
    /// <param name="others">Ids of further events of that name.</param>
    /// <returns>The stored events' numbers in the store, by the torture's own.</returns>
    public Dictionary<int, long> Events(string data, string sender, IReadOnlyCollection<string>? others = null)
    {
        Dictionary<string, int> numbers = Enumerable.Range(0, count).ToDictionary(events.Id, number => number, StringComparer.Ordinal);
        Dictionary<int, long> stored = [];
        HashSet<long> sequences = [];
        foreach (string file in Directory.EnumerateFiles(Path.Combine(data, "events"), "*.db").Where(IsDay))
        {
            using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "SELECT seq, sender, id FROM events";
            using SqliteDataReader reader = command.ExecuteReader();
            while (reader.Read())
            {
                sequences.Add(reader.GetInt64(0)).ShouldBeTrue($"sequence {reader.GetInt64(0)} is twice in the store");
                if (reader.GetString(1) != sender || others?.Contains(reader.GetString(2)) == true)
                    continue;
                numbers.ContainsKey(reader.GetString(2)).ShouldBeTrue($"{reader.GetString(2)} was never sent");
                int number = numbers[reader.GetString(2)];
                stored.TryAdd(number, reader.GetInt64(0)).ShouldBeTrue($"event {number} is twice in the store");
            }
        }

        Enumerable.Range(0, count).Where(number => !stored.ContainsKey(number) && !IsLost(number)).Take(Shown).ShouldBeEmpty("events are missing");
        return stored;
    }

    /// <summary>Reads all signals: they are those of the definition, each once.</summary>
    public async Task SignalsAsync(ApiClient api, string sender)
    {
        HashSet<(string Rule, string Event)> found = [];
        await foreach (JsonElement signal in api.ListAsync("/api/v1/signals"))
        {
            if (signal.GetProperty("event_sender").GetString() != sender || !IsOurs(signal.GetProperty("rule_id").GetString()!))
                continue;
            found.Add((signal.GetProperty("rule_id").GetString()!, signal.GetProperty("event_id").GetString()!)).ShouldBeTrue($"twice: {signal}");
        }

        Same(found, ExpectedSignals(), signal => signal.Event, "signals");
    }

    /// <summary>Reads all alerts: one for each signal of level low or above, one for each firing, and no more.</summary>
    public async Task AlertsAsync(ApiClient api)
    {
        HashSet<string> ids = [];
        Dictionary<string, long> single = new(StringComparer.Ordinal);
        Dictionary<string, HashSet<Firing>> firings = new(StringComparer.Ordinal) { [ManyLogonsRule] = [], [ManyMachinesRule] = [] };
        await foreach (JsonElement alert in api.ListAsync("/api/v1/alerts"))
        {
            string rule = alert.GetProperty("rule_id").GetString()!;
            if (!IsOurs(rule))
                continue;
            ids.Add(alert.GetProperty("id").GetString()!).ShouldBeTrue($"twice: {alert}");
            if (firings.TryGetValue(rule, out HashSet<Firing>? set))
            {
                string user = alert.GetProperty("group").EnumerateArray().Single(field => field.GetProperty("field").GetString() == "TargetUserName").GetProperty("value").GetString()!;
                set.Add(new(user, alert.GetProperty("bucket").GetInt64())).ShouldBeTrue($"twice: {alert}");
            }
            else
            {
                single[rule] = single.GetValueOrDefault(rule) + 1;
            }
        }

        foreach (IGrouping<string, (string Rule, string Event)> rule in ExpectedSignals().GroupBy(signal => signal.Rule).Where(rule => rule.Key != LogoffRule))
        {
            long missing = rule.Count() - single.GetValueOrDefault(rule.Key);
            missing.ShouldBeInRange(0, lost?.Count ?? 0, $"alerts of {rule.Key}");
        }

        single.ContainsKey(LogoffRule).ShouldBeFalse("informational rules raise no alerts");
        if (lost is null)
        {
            firings[ManyLogonsRule].SetEquals(ExpectedCorrelations.ManyFailedLogons(events, count)).ShouldBeTrue(Difference(firings[ManyLogonsRule], ExpectedCorrelations.ManyFailedLogons(events, count)));
            firings[ManyMachinesRule].SetEquals(ExpectedCorrelations.ManyMachines(events, count)).ShouldBeTrue(Difference(firings[ManyMachinesRule], ExpectedCorrelations.ManyMachines(events, count)));
        }
    }

    private static string Difference(HashSet<Firing> found, HashSet<Firing> expected) => string.Create(
        CultureInfo.InvariantCulture,
        $"found {found.Count}, expected {expected.Count}; missing: {string.Join(", ", expected.Except(found).Take(5))}; extra: {string.Join(", ", found.Except(expected).Take(5))}");

    private HashSet<(string Rule, string Event)> ExpectedSignals()
    {
        HashSet<(string Rule, string Event)> expected = [];
        for (int number = 0; number < count; number++)
        {
            string? rule = NumberedEvents.Code(number) switch
            {
                NumberedEvents.FailedLogon => FailedLogonRule,
                NumberedEvents.Logoff => LogoffRule,
                NumberedEvents.NewService => ServiceRule,
                _ => null,
            };
            if (rule is not null)
                expected.Add((rule, events.Id(number)));
        }

        return expected;
    }

    private void Same(
        HashSet<(string Rule, string Event)> found, HashSet<(string Rule, string Event)> expected, Func<(string Rule, string Event), string> id, string what)
    {
        HashSet<string> forgiven = lost is null ? [] : [.. lost.Select(events.Id)];
        found.Except(expected).Take(Shown).ShouldBeEmpty($"{what} that must not be");
        expected.Except(found).Where(item => !forgiven.Contains(id(item))).Take(Shown).ShouldBeEmpty($"{what} that must be");
    }

    // Not the catalogue, and no damaged file that was set aside.
    private static bool IsDay(string file) => Path.GetFileName(file) is { } name && name != "catalog.db" && !name.Contains(".damaged-", StringComparison.Ordinal);

    // The rules that come with the program find something in these events too; they are tested elsewhere.
    private static bool IsOurs(string rule) => rule.StartsWith(OwnRules, StringComparison.Ordinal);

    private bool IsLost(int number) => lost is not null && lost.Contains(number);
}
