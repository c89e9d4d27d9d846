namespace HueSoc.Storage.EventStore;

/// <summary>An event store that can be read through for damage, a part at a time.</summary>
public interface ICheckedEventStore
{
    /// <summary>
    /// Reads the store through, day after day: nothing is read of a day before the day in front of it has been taken. What is damaged is
    /// set aside and repaired in the background.
    /// </summary>
    /// <param name="cancellationToken">Ends it, within a day as well.</param>
    IAsyncEnumerable<CheckedDay> CheckDaysAsync(CancellationToken cancellationToken);
}
