using HueSoc.Cli.Hunting;
using HueSoc.Cli.Tests.Output;
using HueSoc.Sigma.Rules;

namespace HueSoc.Cli.Tests.Hunting;

public sealed class SummaryViewTests
{
    private static readonly HuntSummary Summary = new()
    {
        Rules = "25 rules loaded, 1 failed, 2 not applicable",
        Work = "31 events (24.1 kB) in 3 files, 0.10 s, 310 events/s",
        Levels = [(SigmaLevel.Critical, 3), (SigmaLevel.High, 1_200)],
        Top = [(Hits.Rule("Shadow copies deleted", SigmaLevel.Critical), 3), (Hits.Rule("Office starts a shell", SigmaLevel.High), 1_200)],
        OtherRules = 4,
        Hosts = [("SRV-FILE-01", 1_000), ("PC-07", 203)],
        OtherHosts = 2,
        Span = "first 2026-03-02 01:16:02, last 2026-03-02 03:06:31 (UTC)",
        Reservations = ["1 record could not be read as an event"],
    };

    [Fact]
    public void Lines_ASummary_AreAsPromised() => SummaryView.Lines(Summary).ShouldBe(
    [
        "25 rules loaded, 1 failed, 2 not applicable",
        "31 events (24.1 kB) in 3 files, 0.10 s, 310 events/s",
        "1,203 hits: 3 critical, 1,200 high",
        "first 2026-03-02 01:16:02, last 2026-03-02 03:06:31 (UTC)",
        "         3 critical      Shadow copies deleted",
        "      1200 high          Office starts a shell",
        "  and 4 more rules",
        "hosts: SRV-FILE-01 (1,000), PC-07 (203) and 2 more",
        "1 record could not be read as an event",
    ]);

    [Fact]
    public void Lines_WithoutHits_SayWhatWasLoadedAndThatNothingWasFound() =>
        SummaryView.Lines(Summary with { Levels = [], Top = [], OtherRules = 0, Hosts = [], OtherHosts = 0, Span = null, Reservations = [] }).ShouldBe(
        [
            "25 rules loaded, 1 failed, 2 not applicable",
            "31 events (24.1 kB) in 3 files, 0.10 s, 310 events/s",
            "no hits",
        ]);
}
