namespace HueSoc.EndToEnd.Tests.Torture;

#pragma warning disable MA0048 // The firing is a word of the model.
/// <summary>A correlation that must have fired.</summary>
/// <param name="User">The group.</param>
/// <param name="Bucket">The bucket: the time since 1970-01-01 UTC, divided by the time span.</param>
internal readonly record struct Firing(string User, long Bucket);

/// <summary>
/// The two correlations of the torture by their definition alone: for every signal the window that ends at it is looked
/// at as a whole.
/// </summary>
internal static class ExpectedCorrelations
{
    /// <summary>Six or more failed logons of an account within a minute.</summary>
    public static HashSet<Firing> ManyFailedLogons(NumberedEvents events, int count) =>
        Of(events, count, TimeSpan.FromMinutes(1), window => window.Count >= 6);

    /// <summary>Failed logons of an account from nine or more machines within two minutes.</summary>
    public static HashSet<Firing> ManyMachines(NumberedEvents events, int count) =>
        Of(events, count, TimeSpan.FromMinutes(2), window => window.Select(NumberedEvents.Machine).Distinct().Count() >= 9);

    private static HashSet<Firing> Of(NumberedEvents events, int count, TimeSpan span, Func<List<int>, bool> condition)
    {
        HashSet<Firing> firings = [];
        foreach (IGrouping<string, int> group in Enumerable.Range(0, count)
                     .Where(number => NumberedEvents.Code(number) == NumberedEvents.FailedLogon).GroupBy(NumberedEvents.User))
        {
            foreach (int last in group)
            {
                DateTimeOffset end = events.Time(last);
                List<int> window = [.. group.Where(number => events.Time(number) > end - span && events.Time(number) <= end)];
                if (condition(window))
                    firings.Add(new(group.Key, (end - DateTimeOffset.UnixEpoch).Ticks / span.Ticks));
            }
        }

        return firings;
    }
}
