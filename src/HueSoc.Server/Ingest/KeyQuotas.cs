using System.Collections.Concurrent;

namespace HueSoc.Server.Ingest;

/// <summary>
/// What each sender may send: events and bytes a second, with ten seconds of both saved up. A request is taken whole as long as
/// its sender owes nothing, and may run into debt; so no request is too large for ever.
/// </summary>
internal sealed class KeyQuotas(TimeProvider time)
{
    private const double SavedSeconds = 10;

    private readonly ConcurrentDictionary<string, Account> accounts = new(StringComparer.Ordinal);

    /// <summary>How long the sender has to wait before it may send; null when it may now.</summary>
    public TimeSpan? WaitOf(IngestSender sender)
    {
        if (sender is { EventsPerSecond: 0, BytesPerSecond: 0 })
            return null;
        Account account = accounts.GetOrAdd(sender.Sender, _ => new Account(time.GetTimestamp()));
        lock (account)
        {
            Refill(account, sender);
            double wait = Math.Max(
                sender.EventsPerSecond > 0 ? -account.Events / sender.EventsPerSecond : 0,
                sender.BytesPerSecond > 0 ? -account.Bytes / sender.BytesPerSecond : 0);
            return wait > 0 ? TimeSpan.FromSeconds(Math.Min(wait, 600)) : null;
        }
    }

    /// <summary>Notes what was taken from the sender.</summary>
    public void Charge(IngestSender sender, long events, long bytes)
    {
        if (!accounts.TryGetValue(sender.Sender, out Account? account))
            return;
        lock (account)
        {
            account.Events -= events;
            account.Bytes -= bytes;
        }
    }

    private void Refill(Account account, IngestSender sender)
    {
        long now = time.GetTimestamp();
        double seconds = time.GetElapsedTime(account.Filled, now).TotalSeconds;
        account.Filled = now;

        // A quota that was changed applies at once; a new account begins full.
        account.Events = Math.Min(account.IsNew ? double.MaxValue : account.Events + (seconds * sender.EventsPerSecond), SavedSeconds * sender.EventsPerSecond);
        account.Bytes = Math.Min(account.IsNew ? double.MaxValue : account.Bytes + (seconds * sender.BytesPerSecond), SavedSeconds * sender.BytesPerSecond);
        account.IsNew = false;
    }

    private sealed class Account(long filled)
    {
        public long Filled { get; set; } = filled;

        public bool IsNew { get; set; } = true;

        public double Events { get; set; }

        public double Bytes { get; set; }
    }
}
