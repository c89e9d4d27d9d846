using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using HueSoc.EndToEnd.Tests.Serving;

namespace HueSoc.EndToEnd.Tests.Agents;

/// <summary>Compares what the server has with what was written: every line once, but for what a truncation took, which is reported.</summary>
internal sealed partial class AgentVerification
{
    private readonly Dictionary<(string Log, int Number), string> stored = [];
    private readonly List<string> twice = [];
    private readonly List<JsonElement> notices = [];
    private readonly Dictionary<(string Log, int Number), long> offsets = [];

    /// <summary>How many numbered lines are stored.</summary>
    public int Stored => stored.Count;

    /// <summary>What the agent reported of its sources.</summary>
    public IReadOnlyList<JsonElement> Notices => notices;

    /// <summary>Reads all that is stored.</summary>
    public async Task ReadAsync(ApiClient api, string sender)
    {
        stored.Clear();
        twice.Clear();
        notices.Clear();
        offsets.Clear();
        await foreach (JsonElement item in api.ListAsync("/api/v1/events?from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z"))
        {
            if (item.GetProperty("sender").GetString() != sender)
                continue;
            JsonElement document = item.GetProperty("document");
            if (document.GetProperty("event").GetProperty("dataset").GetString() == "huesoc.agent")
            {
                notices.Add(document.Clone());
                continue;
            }

            JsonElement text = document.GetProperty("event").TryGetProperty("original", out JsonElement original) ? original : document.GetProperty("message");
            Match match = NumberedText().Match(text.GetString()!);
            match.Success.ShouldBeTrue($"an event of no line: {document}");
            (string, int) line = (match.Groups["log"].Value, int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture));
            if (!stored.TryAdd(line, item.GetProperty("id").GetString()!))
                twice.Add($"{line}: {stored[line]} and {item.GetProperty("id")}");
            offsets[line] = document.GetProperty("log").GetProperty("offset").GetInt64();
        }
    }

    /// <summary>How many lines are not stored and not reported as truncated unread.</summary>
    public int Missing(IEnumerable<NumberedLog> logs) => logs.Sum(log => Unexplained(log).Count());

    /// <summary>Checks it.</summary>
    public void Verify(IReadOnlyList<NumberedLog> logs)
    {
        twice.Take(5).ShouldBeEmpty($"{twice.Count} lines are twice in the store");
        foreach (NumberedLog log in logs)
        {
            Unexplained(log).Take(5).ShouldBeEmpty($"lines of {log.Name} are missing; what was reported: {Reported(log)}");
            foreach (NumberedLine line in log.Lines)
            {
                if (offsets.TryGetValue((log.Name, line.Number), out long offset))
                    offset.ShouldBe(line.Offset, $"log.offset of {log.Name} {line.Number}");
            }
        }

        stored.Keys.Where(line => !logs.Any(log => log.Name == line.Log && line.Number < log.Lines.Count)).Take(5).ShouldBeEmpty("lines that were never written");
    }

    // A run of missing lines is explained when it ends where a life was truncated and the agent has said that it had come to its beginning.
    private IEnumerable<NumberedLine> Unexplained(NumberedLog log)
    {
        List<long> reported = log is TruncatedLog
            ? [.. notices.Where(notice => notice.GetProperty("event").GetProperty("action").GetString() == "log-truncated" && Path(notice) == log.FilePath)
                .Select(notice => notice.GetProperty("log").GetProperty("offset").GetInt64())]
            : [];
        List<NumberedLine> run = [];
        foreach (NumberedLine line in log.Lines)
        {
            bool isMissing = !stored.ContainsKey((log.Name, line.Number));
            if (isMissing)
                run.Add(line);
            if (run.Count == 0 || (isMissing && line.Number + 1 < log.Lines.Count))
                continue;

            // A life that nobody saw begins where the one before was read to its end.
            NumberedLine? before = run[0].Number > 0 ? log.Lines[run[0].Number - 1] : null;
            bool isReported = reported.Remove(run[0].Offset) || (before is { } last && last.Life < run[0].Life && reported.Remove(last.End));

            // It also ends with one when the file was truncated at the very last, and nothing was written since.
            bool endsWithALife = (isMissing ? log.Life : line.Life) > run[^1].Life;
            if (!endsWithALife || !isReported)
            {
                foreach (NumberedLine missing in run)
                    yield return missing;
            }

            run.Clear();
        }
    }

    private string Reported(NumberedLog log) => string.Join(
        "; ",
        notices.Where(notice => Path(notice)?.StartsWith(log.FilePath, StringComparison.Ordinal) == true)
            .Select(notice => $"{notice.GetProperty("@timestamp")} at {notice.GetProperty("log").GetProperty("offset")}: {notice.GetProperty("message")}"));

    private static string? Path(JsonElement notice) =>
        notice.GetProperty("log").TryGetProperty("file", out JsonElement file) ? file.GetProperty("path").GetString() : null;

    [GeneratedRegex(@"log=(?<log>\w+) number=(?<number>\d+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex NumberedText();
}
