using System.Globalization;
using HueSoc.Storage.EventStore;

namespace HueSoc.Server.Schedules;

/// <summary>
/// Reads the event store through once a week, for damage in an old day would else be found by whoever needs that day. After each day it
/// rests for as long as that took: the disk is first of all there for what comes in.
/// </summary>
internal sealed class StoreCheckSchedule(ICheckedEventStore store, StoreCheckFigures figures, TimeProvider time, ILogger<StoreCheckSchedule> logger) : ISchedule
{
    /// <inheritdoc/>
    public string Name => "store-check";

    /// <inheritdoc/>
    public string Cron => "0 30 2 ? * SUN";

    /// <inheritdoc/>
    public async ValueTask<string> RunAsync(CancellationToken cancellationToken)
    {
        int days = 0;
        List<string> damaged = [];
        long began = time.GetTimestamp();
        await foreach (CheckedDay day in store.CheckDaysAsync(cancellationToken))
        {
            days++;
            figures.Add(day.IsDamaged);
            if (day.IsDamaged)
            {
                string name = day.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "days out of range";
                damaged.Add(name);
                Log.DayDamaged(logger, name);
            }

            await Task.Delay(time.GetElapsedTime(began), time, cancellationToken);
            began = time.GetTimestamp();
        }

        return damaged.Count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"checked {days} days, all sound")
            : string.Create(CultureInfo.InvariantCulture, $"checked {days} days, damaged and repaired as far as possible: {string.Join(", ", damaged)}");
    }
}
