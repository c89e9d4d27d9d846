using System.Text;
using HueSoc.Cli.Hunting;
using HueSoc.Cli.Rules;
using HueSoc.Events.Evtx;
using HueSoc.Events.Readers;
using HueSoc.Events.Tests.Evtx;
using HueSoc.Sigma.Matching;
using HueSoc.Tests.Corpus;

namespace HueSoc.Cli.Tests.Hunting;

/// <summary>Events whose values need not be looked for: the same is found as by reading them.</summary>
public sealed class BatchMatcherTests(AttackSamples samples) : IClassFixture<AttackSamples>
{
    [CorpusFact(AttackSamples.Archive)]
    public void Match_FilesOfAttacks_FindsWhatReadingTheEventsFinds()
    {
        string rules = Path.Combine(CorpusPaths.Repository, "rules", "sigma");
        RuleSet set = RuleSet.Load([rules], [], minLevel: null, buildRegexes: false, CancellationToken.None);
        EventMatcher noted = set.Engine.CreateMatcher(), read = set.Engine.CreateMatcher();
        BatchMatcher matcher = new(noted);
        EventBatch batch = new();
        int matches = 0;
        foreach (string path in samples.Files)
        {
            using EvtxReader reader = new(File.OpenRead(path), new EventReaderOptions());
            while (reader.TryRead(batch))
            {
                batch.Prepare();
                foreach (EventSlice slice in batch.Events)
                {
                    matcher.Match(batch, slice).ShouldBe(read.Match(batch.Buffer.AsMemory(slice.Offset, slice.Length)));
                    matches += read.Matches.Length;
                    string expected = Describe(read);
                    if (Describe(noted) != expected)
                        Describe(noted).ShouldBe(expected, $"{path} record {slice.Record}");
                }
            }
        }

        matches.ShouldBeGreaterThan(100);
    }

    private static string Describe(EventMatcher matcher)
    {
        StringBuilder text = new();
        text.Append(Encoding.UTF8.GetString(matcher.Timestamp)).Append(Encoding.UTF8.GetString(matcher.Host)).Append(Encoding.UTF8.GetString(matcher.SourceRecord));
        foreach (int rule in matcher.Matches.ToArray())
            text.Append('|').Append(rule).AppendJoin(';', matcher.Explain(rule));
        return text.ToString();
    }
}
