using HueSoc.Agent.Collectors.WindowsLog;

namespace HueSoc.Agent.Tests.Collectors.WindowsLog;

/// <summary>A subscription to a channel that is made up.</summary>
internal sealed class FakeSubscription : IEventLogSubscription
{
    private readonly FakeEventLog log;
    private readonly FakeChannel channel;
    private readonly bool isFiltered;
    private long after;
    private int epoch;
    private bool isBroken;

    public FakeSubscription(FakeEventLog log, FakeChannel channel, bool isFiltered, long after)
    {
        this.log = log;
        this.channel = channel;
        this.isFiltered = isFiltered;
        this.after = after;
        epoch = channel.Epoch;
    }

    public int Read(int most, EventLogBatch batch)
    {
        batch.Count.ShouldBe(0);
        isBroken.ShouldBeFalse("a subscription that failed is not read any more");
        log.Asked.Add(most);
        int error = log.TakeError(nameof(Read));
        if (error == 0 && !channel.IsSilent && (epoch != channel.Epoch || after + 1 < channel.Oldest) && after > 0)
            error = Win32Error.ResultStale;
        if (epoch != channel.Epoch && (channel.Records.Count == 0 || channel.Records[0].Id <= after))
            after = 0;
        epoch = channel.Epoch;
        List<FakeRecord> next = [.. channel.Records.Where(record => record.Id > after && (!isFiltered || record.Id % 2 == 0)).Take(most)];

        // What a call that fails has passed over, the subscription does not give again.
        if (next.Count > 0)
            after = next[^1].Id;
        if (error == 0 && next.Sum(record => record.CallBytes) > log.MaxCallBytes)
            error = Win32Error.InvalidBound;
        isBroken = error != 0;
        if (error != 0)
            return error;
        foreach (FakeRecord record in next)
            FakeEventLog.Render(record, log.Channels.First(pair => pair.Value == channel).Key, batch);
        return next.Count > 0 ? Win32Error.None : Win32Error.NoMoreItems;
    }

    public void Dispose() => isBroken = true;
}
