using System.Globalization;
using HueSoc.Benchmarks;

// The figures of "how fast": ratios inside one run, since machines differ. Without arguments all are measured.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
(string Name, Func<Corpus, bool> Measure)[] figures =
[
    ("hunt", HuntFigure.Measure),
    ("load", LoadFigure.Measure),
    ("growth", GrowthFigure.Measure),
];
using Corpus? corpus = Corpus.Open();
if (corpus is null)
{
    Console.WriteLine("figures not measured: ../shared/corpora is not there");
    return 0;
}

bool good = true;
foreach ((string name, Func<Corpus, bool> measure) in figures.Where(f => args.Length == 0 || args.Contains(f.Name)))
{
    Console.WriteLine($"{name}:");
    good &= measure(corpus);
}

return good ? 0 : 1;
