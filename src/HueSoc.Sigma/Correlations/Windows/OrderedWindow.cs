using System.Collections.Immutable;

namespace HueSoc.Sigma.Correlations.Windows;

/// <summary>
/// <c>temporal_ordered</c>: how many of the rules have matched in their order, counting the longest such row, which may
/// leave rules out. What happened at the same time can stand in any order: many logs know whole seconds only.
/// For each number of rules and each rule that may be the last of the row, the latest beginning of such a row is kept, so
/// that nothing needs to be undone when entries leave.
/// </summary>
internal sealed class OrderedWindow : WindowCondition
{
    private const long None = long.MinValue;
    private readonly ImmutableArray<CorrelationBound> bounds;
    private readonly int[] rules;
    private readonly int[] together;
    private readonly int[] used;
    private readonly bool repeats;
    private readonly long[,] before;
    private readonly long[,] begins;
    private long now = None;

    public OrderedWindow(CorrelationRule rule, ImmutableArray<string> parts)
    {
        rules = [.. rule.RuleIds.Select(id => parts.IndexOf(id))];
        repeats = rules.Distinct().Count() < rules.Length;
        bounds = rule.Bounds;
        together = new int[parts.Length];
        used = new int[parts.Length];
        before = new long[rules.Length + 1, rules.Length];
        begins = new long[rules.Length + 1, rules.Length];
        Clear();
    }

    /// <inheritdoc/>
    public override void Clear()
    {
        now = None;
        Array.Clear(together);
        for (int length = 0; length <= rules.Length; length++)
        {
            for (int last = 0; last < rules.Length; last++)
                (before[length, last], begins[length, last]) = (None, None);
        }
    }

    /// <inheritdoc/>
    public override void Enter(GroupEntry entry)
    {
        if (entry.Time != now)
        {
            Array.Copy(begins, before, begins.Length);
            Array.Clear(together);
            now = entry.Time;
        }

        if (together[entry.Part]++ > 0 && !repeats)
            return;
        for (int last = 0; last < rules.Length; last++)
        {
            if (together[rules[last]] == 0)
                continue;
            if (repeats)
                Row(last, 1, last);
            else
                Extend(last);
        }
    }

    /// <inheritdoc/>
    public override void Leave(GroupEntry entry)
    {
    }

    /// <inheritdoc/>
    public override bool Holds(long after, out double value)
    {
        int longest = 0;
        for (int length = rules.Length; length > 0 && longest == 0; length--)
        {
            for (int last = 0; last < rules.Length; last++)
            {
                if (begins[length, last] > after)
                    longest = length;
            }
        }

        value = longest;
        return bounds.IsEmpty ? longest == rules.Length : Within(bounds, longest);
    }

    /// <summary>Rows that end now, where no rule stands twice: those that were, and those of this very time, by one more.</summary>
    private void Extend(int last)
    {
        begins[1, last] = now;
        for (int earlier = 0; earlier < last; earlier++)
        {
            for (int length = 1; length < rules.Length; length++)
                begins[length + 1, last] = Math.Max(begins[length + 1, last], begins[length, earlier]);
        }
    }

    /// <summary>Rows whose last rules, one or more, all come from what happened now, where rules may stand twice: each signal is one of the row.</summary>
    private void Row(int first, int length, int last)
    {
        int part = rules[first];
        if (used[part] == together[part])
            return;
        used[part]++;
        begins[length, last] = Math.Max(begins[length, last], now);
        for (int earlier = 0; earlier < first; earlier++)
        {
            for (int l = 1; l + length <= rules.Length; l++)
                begins[l + length, last] = Math.Max(begins[l + length, last], before[l, earlier]);
            Row(earlier, length + 1, last);
        }

        used[part]--;
    }
}
