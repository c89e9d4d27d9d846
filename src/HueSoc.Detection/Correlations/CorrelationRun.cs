using System.Collections.Frozen;
using HueSoc.Detection.Alerts;
using HueSoc.Detection.Evaluation;
using HueSoc.Detection.Rules;
using HueSoc.Detection.Signals;
using HueSoc.Sigma.Correlations;
using HueSoc.Sigma.Matching;
using HueSoc.Sigma.Rules;
using HueSoc.Storage.Control;
using HueSoc.Storage.EventStore;

namespace HueSoc.Detection.Correlations;

/// <summary>
/// Hands signals to the correlations and writes what comes of it, always within a transaction. Each transaction counts
/// up a number on disk; one that failed is known by it, and then a new run takes the place of this, whose memory is ahead.
/// </summary>
internal sealed class CorrelationRun
{
    private readonly CorrelationHistory history = new();
    private readonly CorrelationEvaluator evaluator;
    private readonly FrozenDictionary<string, CorrelationRule> byId;
    private readonly Dictionary<string, FrozenSet<string>> baseRules = new(StringComparer.Ordinal);
    private ActiveRules rules;
    private long epoch;
    private DateTimeOffset? written;

    private CorrelationRun(ActiveRules rules, CorrelationOptions options, long epoch)
    {
        this.rules = rules;
        this.epoch = epoch;
        written = options.DecidedThrough;
        evaluator = new(rules.Correlations, options, history);
        byId = rules.Correlations.Rules.ToFrozenDictionary(rule => rule.Id, StringComparer.Ordinal);
        NeedsTime = rules.Correlations.Rules.Any(rule => rules.Correlations.IsDecidedLate(rule.Id));
    }

    /// <summary>Whether any correlation is decided by the clock.</summary>
    public bool NeedsTime { get; }

    /// <summary>What has been counted.</summary>
    public CorrelationCounters Counters => evaluator.Counters;

    /// <summary>Goes on from what is on disk.</summary>
    public static CorrelationRun Begin(ControlTransaction transaction, ActiveRules rules, TimeSpan lateness)
    {
        transaction.Execute("INSERT OR IGNORE INTO evaluation (name, cursor, sequence, watermark, updated) VALUES ('live', '', 0, NULL, 0)");
        DateTimeOffset? decided = transaction.Query("SELECT watermark FROM evaluation", row => row.TimeOrNull(0))[0];
        return new(rules, new CorrelationOptions { Lateness = lateness, DecidedThrough = decided }, Epoch(transaction));
    }

    /// <summary>Whether it can go on: with the same correlations, and from what is on disk. Which rules are on may have changed.</summary>
    public bool GoesOn(ControlTransaction transaction, ActiveRules now)
    {
        if (!ReferenceEquals(now.Correlations, rules.Correlations) || Epoch(transaction) != epoch)
            return false;
        rules = now;
        return true;
    }

    /// <summary>Takes signals and writes the firings.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="signals">The signals.</param>
    /// <param name="reached">The server time up to which every event has been evaluated; null when that is not known.</param>
    /// <param name="alerts">Where alerts are raised.</param>
    /// <param name="now">The time.</param>
    public void Take(
        ControlTransaction transaction, IReadOnlyCollection<FoundSignal> signals, DateTimeOffset? reached, AlertWriter alerts, DateTimeOffset now)
    {
        // Counted first: whatever fails from here on, memory and disk no longer say the same.
        epoch++;
        transaction.Execute("UPDATE evaluation SET epoch = $1", epoch);
        history.Transaction = transaction;
        try
        {
            foreach (FoundSignal signal in signals)
            {
                evaluator.Add(new()
                {
                    RuleId = signal.Rule.Id,
                    Time = signal.Event.Timestamp,
                    Reference = EventReference.Of(signal.Event.Key),
                    Agency = signal.Event.Agency,
                    Drill = signal.Drill,
                    Values = signal.Watched,
                });
            }

            if (reached is { } time && NeedsTime)
                evaluator.Advance(time);
            CorrelationOutcome outcome = evaluator.Take();
            history.Write(outcome.Inputs);
            if (!outcome.Firings.IsEmpty)
            {
                Dictionary<EventKey, StoredEvent> atHand = [];
                foreach (FoundSignal signal in signals)
                    atHand[signal.Event.Key] = signal.Event;
                foreach (CorrelationFiring firing in outcome.Firings)
                    Write(firing, alerts, atHand, ControlTime.Of(now));
            }

            if (evaluator.DecidedThrough != written)
            {
                written = evaluator.DecidedThrough;
                transaction.Execute("UPDATE evaluation SET watermark = $1", written is { } through ? ControlTime.Of(through) : null);
            }
        }
        finally
        {
            history.Transaction = null;
        }
    }

    private void Write(CorrelationFiring firing, AlertWriter alerts, Dictionary<EventKey, StoredEvent> atHand, long now)
    {
        CorrelationRule rule = byId[firing.Key.RuleId];
        string id = IdOf(firing.Key);
        bool joined = alerts.Evidence.Add(id, firing.References, BaseRules(rule), atHand, now);
        foreach (CorrelationFiringKey part in firing.Parts)
            joined |= alerts.Evidence.AddPart(id, IdOf(part));
        if (rule.Level >= SigmaLevel.Low && rules.Correlations.RaisesAlone(rule.Id) && rules.IsOn(rule.Id, firing.Agency))
        {
            AlertToRaise alert = new()
            {
                Id = id,
                Kind = AlertKind.Correlation,
                RuleId = rule.Id,
                Title = rule.Title,
                Level = rule.Level,
                RuleTags = rule.Tags,
                Agency = firing.Agency,
                Drill = firing.Drill,
                Group = [.. firing.Group.Select(field => new MatchedField(field.Field, field.Value))],
                Bucket = firing.Key.Bucket,
                IsIncomplete = firing.IsIncomplete,
                Evidence = alerts.Evidence.Sum(id, agency: null),
            };
            RaiseOrJoin(alert, alerts);
            if (firing.Agency.Length == 0)
                Notify(alert, alerts);
        }

        if (!joined)
            return;
        foreach (string above in alerts.Evidence.BuiltOn(id))
            alerts.Join(above, alerts.Evidence.Sum(above, agency: null), isIncomplete: false);
    }

    /// <summary>Tells each agency of its own part in an alert of the city.</summary>
    private void Notify(AlertToRaise city, AlertWriter alerts)
    {
        foreach (string agency in alerts.Evidence.Agencies(city.Id).Where(agency => rules.IsOn(city.RuleId, agency)))
        {
            AlertToRaise notice = city with
            {
                Id = SignalId.OfNotice(city.Id, agency),
                Kind = AlertKind.Notice,
                Parent = city.Id,
                Agency = agency,
                Evidence = alerts.Evidence.Sum(city.Id, agency),
            };
            RaiseOrJoin(notice, alerts);
        }
    }

    private static void RaiseOrJoin(AlertToRaise alert, AlertWriter alerts)
    {
        if (!alerts.Raise(alert))
            alerts.Join(alert.Id, alert.Evidence, alert.IsIncomplete);
    }

    private static long Epoch(ControlTransaction transaction) => transaction.Query("SELECT epoch FROM evaluation", row => row.GetInt64(0)).FirstOrDefault(-1);

    private FrozenSet<string> BaseRules(CorrelationRule rule)
    {
        if (baseRules.TryGetValue(rule.Id, out FrozenSet<string>? known))
            return known;
        HashSet<string> found = new(StringComparer.Ordinal);
        foreach (string id in rule.RuleIds)
        {
            if (byId.TryGetValue(id, out CorrelationRule? part))
                found.UnionWith(BaseRules(part));
            else
                found.Add(id);
        }

        return baseRules[rule.Id] = found.ToFrozenSet(StringComparer.Ordinal);
    }

    private static string IdOf(CorrelationFiringKey key) => SignalId.OfCorrelation(key.RuleId, key.GroupKey, key.Bucket);
}
