using System.Collections.Concurrent;

namespace HueSoc.Server.Ingest;

/// <summary>What a sender sent on a day and has not been noted elsewhere yet.</summary>
/// <param name="Sender">The sender.</param>
/// <param name="Day">The UTC day.</param>
/// <param name="Events">How many events.</param>
/// <param name="Bytes">How many bytes of bodies, without compression.</param>
#pragma warning disable MA0048 // A row of what the quotas count.
public sealed record SenderUse(string Sender, DateOnly Day, long Events, long Bytes);

/// <summary>
/// What each sender may send: events a second, with some saved up, and bytes a day. A request is taken whole as long as its
/// sender owes nothing, and may run into debt; so no request is too large for ever. Safe for use by several threads at once.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class KeyQuotas(TimeProvider time)
{
    private const double SavedSeconds = 10;

    // A client that is told to wait for hours gives up; it may ask again after this.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Account> accounts = new(StringComparer.Ordinal);

    /// <summary>How long the sender has to wait before it may send; null when it may now.</summary>
    public TimeSpan? WaitOf(IngestSender sender)
    {
        Account account = Of(sender.Sender);
        lock (account)
        {
            DateTime now = Refill(account, sender);
            TimeSpan wait = TimeSpan.Zero;
            if (sender.EventsPerSecond > 0 && account.Saved < 0)
                wait = TimeSpan.FromSeconds(-account.Saved / sender.EventsPerSecond);
            if (sender.BytesPerDay > 0 && account.Bytes >= sender.BytesPerDay && now.Date.AddDays(1) - now > wait)
                wait = now.Date.AddDays(1) - now;
            return wait <= TimeSpan.Zero ? null : wait < LongestWait ? wait : LongestWait;
        }
    }

    /// <summary>Notes what was taken from the sender.</summary>
    public void Charge(IngestSender sender, long events, long bytes)
    {
        Account account = Of(sender.Sender);
        lock (account)
        {
            Refill(account, sender);
            account.Saved -= events;
            account.Bytes += bytes;
            account.NewEvents += events;
            account.NewBytes += bytes;
        }
    }

    /// <summary>Says what a sender had sent on a day before this process began.</summary>
    public void Seed(string sender, DateOnly day, long bytes)
    {
        Account account = Of(sender);
        lock (account)
        {
            Turn(account, day);
            if (account.Day == day)
                account.Bytes += bytes;
        }
    }

    /// <summary>What was sent since this was last asked, to be written down elsewhere.</summary>
    public IReadOnlyList<SenderUse> TakeUse()
    {
        List<SenderUse> uses = [];
        foreach ((string sender, Account account) in accounts)
        {
            lock (account)
            {
                uses.AddRange(account.Past);
                account.Past.Clear();
                if (account.NewEvents > 0 || account.NewBytes > 0)
                    uses.Add(new SenderUse(sender, account.Day, account.NewEvents, account.NewBytes));
                account.NewEvents = account.NewBytes = 0;
            }
        }

        return uses;
    }

    private Account Of(string sender) => accounts.GetOrAdd(
        sender, name => new Account(name, time.GetTimestamp(), DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)));

    private DateTime Refill(Account account, IngestSender sender)
    {
        long now = time.GetTimestamp();
        double seconds = time.GetElapsedTime(account.Filled, now).TotalSeconds;
        account.Filled = now;

        // A quota that was changed applies at once; a new account begins full.
        double most = sender.EventBurst > 0 ? sender.EventBurst : SavedSeconds * sender.EventsPerSecond;
        account.Saved = account.IsNew ? most : Math.Min(account.Saved + (seconds * sender.EventsPerSecond), most);
        account.IsNew = false;
        DateTime utc = time.GetUtcNow().UtcDateTime;
        Turn(account, DateOnly.FromDateTime(utc));
        return utc;
    }

    private static void Turn(Account account, DateOnly day)
    {
        // A clock that is set back does not give the day's bytes back.
        if (day <= account.Day)
            return;
        if (account.NewEvents > 0 || account.NewBytes > 0)
            account.Past.Add(new SenderUse(account.Sender, account.Day, account.NewEvents, account.NewBytes));
        account.NewEvents = account.NewBytes = 0;
        account.Day = day;
        account.Bytes = 0;
    }

    private sealed class Account(string sender, long filled, DateOnly day)
    {
        public string Sender { get; } = sender;

        public List<SenderUse> Past { get; } = [];

        public long Filled { get; set; } = filled;

        public DateOnly Day { get; set; } = day;

        public bool IsNew { get; set; } = true;

        public double Saved { get; set; }

        public long Bytes { get; set; }

        public long NewEvents { get; set; }

        public long NewBytes { get; set; }
    }
}
