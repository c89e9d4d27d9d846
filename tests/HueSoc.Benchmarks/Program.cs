using System.Globalization;
using HueSoc.Benchmarks;

// The figures of "how fast": ratios inside one run, since machines differ. Without arguments all are measured but those that take long, which have to be named.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
(string Name, bool IsLong, Func<Corpus, bool> Measure)[] figures =
[
    ("hunt", false, HuntFigure.Measure),
    ("load", false, LoadFigure.Measure),
    ("growth", false, GrowthFigure.Measure),
    ("ingest", false, IngestFigure.Measure),
    ("evtx", true, EvtxFigure.Measure),
    ("stages", true, StagesFigure.Measure),
    ("query", true, QueryFigure.Measure),
    ("agent", true, AgentFigure.Measure),
    ("soak", true, SoakFigure.Measure),
];
if (args.FirstOrDefault(a => !figures.Any(f => f.Name == a)) is { } unknown)
{
    Console.Error.WriteLine($"there is no figure '{unknown}'; there are {string.Join(", ", figures.Select(f => f.Name))}");
    return 2;
}

using Corpus? corpus = Corpus.Open();
if (corpus is null)
{
    Console.WriteLine("figures not measured: ../shared/corpora is not there");
    return 0;
}

bool good = true;
foreach ((string name, _, Func<Corpus, bool> measure) in figures.Where(f => args.Length == 0 ? !f.IsLong : args.Contains(f.Name)))
{
    Console.WriteLine($"{name}:");
    good &= measure(corpus);
}

return good ? 0 : 1;
