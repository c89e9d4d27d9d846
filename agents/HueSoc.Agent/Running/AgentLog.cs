using System.Globalization;

namespace HueSoc.Agent.Running;

/// <summary>
/// What the agent says of itself, a line at a time, to standard error: with the priority in front that the journal reads
/// (sd-daemon(3)) when it is connected to that, else with the time. It never holds anything of an event.
/// </summary>
/// <param name="output">Where it is written.</param>
/// <param name="toJournal">Whether the journal reads it.</param>
/// <param name="time">The clock.</param>
internal sealed class AgentLog(TextWriter output, bool toJournal, TimeProvider time)
{
    private const int Warning = 4;
    private const int Notice = 5;
    private readonly Lock writing = new();
    private readonly Dictionary<string, string> states = new(StringComparer.Ordinal);

    /// <summary>Says something that happened.</summary>
    public void Say(string text) => Write(Notice, text);

    /// <summary>Says something that somebody should look at.</summary>
    public void Warn(string text) => Write(Warning, text);

    /// <summary>Says what is wrong with a part, when that has changed; and that nothing is any more.</summary>
    /// <param name="part">The part.</param>
    /// <param name="problem">What is wrong; null when nothing is.</param>
    public void State(string part, string? problem)
    {
        lock (writing)
        {
            _ = states.TryGetValue(part, out string? before);
            if (before == problem)
                return;
            if (problem is null)
                states.Remove(part);
            else
                states[part] = problem;
        }

        if (problem is null)
            Say($"{part}: well again");
        else
            Warn($"{part}: {problem}");
    }

    private void Write(int priority, string text)
    {
        string line = text.ReplaceLineEndings(" ");
        lock (writing)
        {
            output.WriteLine(toJournal
                ? string.Create(CultureInfo.InvariantCulture, $"<{priority}>{line}")
                : string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyy-MM-dd HH:mm:ss}Z {(priority == Warning ? "warning: " : "")}{line}"));
            output.Flush();
        }
    }
}
