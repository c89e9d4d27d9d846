using System.Collections.Immutable;
using HueSoc.Cli.Rules;
using HueSoc.Sigma;
using HueSoc.Sigma.Matching;

namespace HueSoc.Benchmarks;

/// <summary>
/// What a hunt with all rules costs, as a multiple of walking the tokens of the same bytes, and what a second thread
/// brings. All in one process, in alternating rounds, medians.
/// </summary>
internal static class HuntFigure
{
    private const int Rounds = 5;

    public static bool Measure(Corpus corpus)
    {
        int times = (int)Math.Ceiling(1e9 / corpus.Events.Length);
        RuleSet all = RuleSet.Load([.. corpus.RuleFolders], [.. Corpus.Pipelines], minLevel: null, buildRegexes: false, CancellationToken.None);
        string empty = corpus.Temporary("no-rules");
        Directory.CreateDirectory(empty);
        SigmaEngine none = RuleSet.Load([empty], [.. Corpus.Pipelines], minLevel: null, buildRegexes: false, CancellationToken.None).Engine;
        HuntThread[] warm = Passes.Warm(all.Engine, corpus.Events, 2);
        HuntThread[] bare = Passes.Warm(none, corpus.Events, 1);
        Passes.Tokenise(corpus.Events, 3);

        List<double> a = [], b = [], c = [], two = [];
        for (int round = 0; round < Rounds; round++)
        {
            a.Add(Passes.Tokenise(corpus.Events, times));
            b.Add(Passes.Hunt(corpus.Events, times, bare[0]).Seconds);
            c.Add(Passes.Hunt(corpus.Events, times, warm[0]).Seconds);
            two.Add(Passes.Hunt(corpus.Events, times, warm).Seconds);
            Console.WriteLine($"  round {round + 1}: tokens {a[^1]:F2} s, no rules {b[^1]:F2} s, all rules {c[^1]:F2} s, two threads {two[^1]:F2} s");
        }

        double bytes = (double)corpus.Events.Length * times;
        double walk = Passes.Median(a), ruleless = Passes.Median(b), hunt = Passes.Median(c);
        Console.WriteLine($"  {bytes / 1e9:F2} GB in memory, {all.Engine.Rules.Length:N0} rules, medians of {Rounds} rounds:");
        Console.WriteLine($"  (a) token walk {walk:F3} s, (b) no rules {ruleless:F3} s = {ruleless / walk:F2} × (a), (c) all rules {hunt:F3} s = {hunt / walk:F2} × (a)");
        Console.WriteLine($"  {bytes / hunt / 1e6:F0} MB/s, {times * Lines(corpus.Events) / hunt:N0} events/s on one thread");
        double gain = Passes.Median(c.Zip(two, (one, both) => one / both));
        bool good = Figures.Judge("(c) / (a)", hunt / walk, atMost: 2.0);
        return Figures.Judge("two threads / one", gain, atLeast: 1.7) & good;
    }

    public static long Lines(byte[] events) => events.AsSpan().Count((byte)'\n');
}
