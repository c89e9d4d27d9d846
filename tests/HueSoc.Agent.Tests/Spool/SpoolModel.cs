using System.Globalization;
using System.Text;
using HueSoc.Agent.Collectors;
using HueSoc.Agent.Spool;

namespace HueSoc.Agent.Tests.Spool;

/// <summary>What a spool must be like: a list of everything that was appended, and how much of it is committed.</summary>
internal sealed class SpoolModel
{
    private readonly List<Step> _steps = [];
    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);
    private int _committed;

    /// <summary>How many events were acknowledged.</summary>
    public long Acknowledged { get; set; }

    /// <summary>How many events are committed.</summary>
    public int CommittedEvents => _steps.Take(_committed).Count(step => step.Id is not null);

    /// <summary>The ids of all events, also of those that are not committed.</summary>
    public List<string> Ids => [.. _steps.Where(step => step.Id is not null).Select(step => step.Id!)];

    public bool Append(EventSpool spool, string source, Random random)
    {
        int position = _next.GetValueOrDefault(source) + 1;
        string id = string.Create(CultureInfo.InvariantCulture, $"{source}:{position}");
        SpoolEvent spooled = new()
        {
            Source = source,
            Generation = position / 1000,
            After = Position(position),
            Id = Encoding.ASCII.GetBytes(id),
            DataStream = position % 3 == 0 ? "logs-a-default" : "logs-b-default",
            Document = DocumentOf(id, random.Next(40) == 0 ? 900 : random.Next(60)),
        };
        if (!spool.TryAppend(spooled))
            return false;

        _next[source] = position;
        _steps.Add(new Step(source, position, id, null));
        return true;
    }

    public bool Save(EventSpool spool, string source, string details)
    {
        int position = _next.GetValueOrDefault(source);
        if (!spool.TryAppend(new SourceState(source, position / 1000, Position(position), Encoding.UTF8.GetBytes(details))))
            return false;

        _steps.Add(new Step(source, position, null, details));
        return true;
    }

    public bool Forget(EventSpool spool, string source)
    {
        if (!spool.TryForget(source))
            return false;

        _steps.Add(new Step(source, -1, null, null));
        return true;
    }

    public void Commit() => _committed = _steps.Count;

    /// <summary>What is on disk now must be a beginning of what was appended that has everything that was committed.</summary>
    public void Recover(EventSpool spool)
    {
        List<string> states = Describe(spool.States);
        long events = spool.Status.Unacknowledged + Start(spool);
        for (int count = _steps.Count; count >= _committed; count--)
        {
            if (_steps.Take(count).Count(step => step.Id is not null) == events && DescribeFirst(count).SequenceEqual(states))
            {
                _steps.RemoveRange(count, _steps.Count - count);
                _committed = count;
                Rewind();
                return;
            }
        }

        Assert.Fail($"{events} events and [{string.Join(' ', states)}] are no beginning of {_steps.Count} steps with {Ids.Count} events, {_committed} and {CommittedEvents} of them committed, whose end is [{string.Join(' ', DescribeFirst(_steps.Count))}]");
    }

    /// <summary>Checks an event that was read.</summary>
    public void Check(in SpoolRecord record, long expected)
    {
        record.Place.Ordinal.ShouldBe(expected);
        string id = Encoding.ASCII.GetString(record.Id);
        id.ShouldBe(Ids[(int)expected]);
        Encoding.UTF8.GetString(record.Document).ShouldStartWith($"{{\"id\":\"{id}\"");
    }

    private static long Start(EventSpool spool)
    {
        using SpoolReader reader = spool.OpenReader();
        return reader.Next;
    }

    private static SourcePosition Position(int position) => new(position, position % 5 == 0 ? "cursor" + position.ToString(CultureInfo.InvariantCulture) : null);

    private static byte[] DocumentOf(string id, int filling) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"id\":\"{id}\",\"filling\":\"{new string('x', filling)}\"}}"));

    private static List<string> Describe(IEnumerable<SourceState> states) =>
        [.. states.Select(state => $"{state.Source}={state.Generation}/{state.Position}/{Encoding.UTF8.GetString(state.Details.Span)}").Order(StringComparer.Ordinal)];

    private List<string> DescribeFirst(int count)
    {
        Dictionary<string, SourceState> states = new(StringComparer.Ordinal);
        foreach (Step step in _steps.Take(count))
        {
            if (step.Position < 0)
            {
                states.Remove(step.Source);
                continue;
            }

            ReadOnlyMemory<byte> details = step.Details is null ? states.GetValueOrDefault(step.Source)?.Details ?? default : Encoding.UTF8.GetBytes(step.Details);
            states[step.Source] = new SourceState(step.Source, step.Position / 1000, Position(step.Position), details);
        }

        return Describe(states.Values);
    }

    private void Rewind()
    {
        _next.Clear();
        foreach (Step step in _steps)
            _next[step.Source] = Math.Max(_next.GetValueOrDefault(step.Source), step.Position);
    }

    private sealed record Step(string Source, int Position, string? Id, string? Details);
}
