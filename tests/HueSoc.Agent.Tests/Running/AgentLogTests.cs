using HueSoc.Agent.Running;

namespace HueSoc.Agent.Tests.Running;

public sealed class AgentLogTests : IDisposable
{
    private readonly StringWriter output = new();

    [Fact]
    public void Warn_ToTheJournal_HasItsPriorityAndOneLine()
    {
        new AgentLog(output, toJournal: true, TimeProvider.System).Warn("hai\ndòng");

        output.ToString().ShouldBe($"<4>hai dòng{Environment.NewLine}");
    }

    [Fact]
    public void State_TheSameProblemAgain_IsSaidOnce()
    {
        AgentLog log = new(output, toJournal: true, TimeProvider.System);

        log.State("shipping", "no route");
        log.State("shipping", "no route");
        log.State("shipping", null);
        log.State("shipping", null);

        output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).ShouldBe(["<4>shipping: no route", "<5>shipping: well again"]);
    }

    public void Dispose() => output.Dispose();
}
