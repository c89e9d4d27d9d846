using HueSoc.Detection.Alerts;
using HueSoc.Sigma.Rules;

namespace HueSoc.Detection.Tests.Alerts;

public sealed class AlertWorkflowTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Every state to every other, with and without resolution and reason: whether it is allowed.</summary>
    public static TheoryData<AlertState, AlertState, bool, bool, bool> Moves
    {
        get
        {
            TheoryData<AlertState, AlertState, bool, bool, bool> moves = [];
            foreach (AlertState from in Enum.GetValues<AlertState>())
            {
                foreach (AlertState to in Enum.GetValues<AlertState>())
                {
                    foreach (bool resolution in new[] { false, true })
                    {
                        foreach (bool reason in new[] { false, true })
                            moves.Add(from, to, resolution, reason, IsAllowed(from, to, resolution, reason));
                    }
                }
            }

            return moves;
        }
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public void Apply_Move_IsAllowedOrRefusedWithAReason(AlertState from, AlertState to, bool resolution, bool reason, bool allowed)
    {
        AlertChange change = new()
        {
            State = to, Resolution = resolution ? AlertResolution.TruePositive : null, Reason = reason ? "because" : null,
        };

        Alert? after = AlertWorkflow.Apply(In(from), change, Now, out string? fault);

        (after is not null).ShouldBe(allowed);
        (fault is null).ShouldBe(allowed);
        after?.State.ShouldBe(to);
    }

    [Fact]
    public void Apply_ClosedWithoutAReason_NamesWhatIsMissing()
    {
        AlertWorkflow.Apply(In(AlertState.New), new() { State = AlertState.Closed, Resolution = AlertResolution.Drill, Reason = " " }, Now, out string? fault);

        fault.ShouldBe("to be closed an alert needs a resolution and a reason");
    }

    [Fact]
    public void Apply_ClosedAtOnce_CountsAsAcknowledgedNow()
    {
        Alert after = AlertWorkflow.Apply(
            In(AlertState.New), new() { State = AlertState.Closed, Resolution = AlertResolution.Duplicate, Reason = "see the other" }, Now, out _)!;

        after.ShouldSatisfyAllConditions(
            alert => alert.FirstAcknowledged.ShouldBe(Now), alert => alert.Closed.ShouldBe(Now), alert => alert.Reason.ShouldBe("see the other"));
    }

    [Fact]
    public void Apply_OpenedAgain_KeepsTheFirstTimesAndForgetsTheResolution()
    {
        Alert closed = In(AlertState.Closed) with { FirstAcknowledged = Now.AddHours(-2), Closed = Now.AddHours(-1), Resolution = AlertResolution.FalsePositive };

        Alert after = AlertWorkflow.Apply(closed, new() { State = AlertState.InProgress, Reason = "it came back" }, Now, out _)!;

        after.ShouldSatisfyAllConditions(
            alert => alert.FirstAcknowledged.ShouldBe(Now.AddHours(-2)), alert => alert.Closed.ShouldBeNull(), alert => alert.Resolution.ShouldBeNull(),
            alert => alert.Reason.ShouldBe("it came back"));
    }

    [Fact]
    public void Apply_GivenToASecondPerson_KeepsTheTimeOfTheFirst()
    {
        Alert first = AlertWorkflow.Apply(In(AlertState.New), new() { Assignee = "lan" }, Now, out _)!;

        Alert second = AlertWorkflow.Apply(first, new() { Assignee = "minh" }, Now.AddHours(1), out _)!;

        second.ShouldSatisfyAllConditions(alert => alert.Assignee.ShouldBe("minh"), alert => alert.FirstAssigned.ShouldBe(Now));
    }

    [Fact]
    public void Apply_ContainedInTheFuture_IsRefused()
    {
        AlertWorkflow.Apply(In(AlertState.InProgress), new() { Contained = Now.AddMinutes(1) }, Now, out string? fault).ShouldBeNull();

        fault.ShouldNotBeNull();
    }

    private static bool IsAllowed(AlertState from, AlertState to, bool resolution, bool reason) => to switch
    {
        AlertState.Closed => from != AlertState.Closed && resolution && reason,
        _ when from == AlertState.Closed => to != AlertState.New && !resolution && reason,
        _ => to > from && !resolution && !reason,
    };

    private static Alert In(AlertState state) => new()
    {
        Id = "a", Number = 1, Version = 1, Change = 1, Kind = AlertKind.Event, RuleId = "r", Title = "t", Level = SigmaLevel.High, RuleTags = [], Agency = "X",
        Host = "h", Drill = "", Group = [], IsIncomplete = false, FirstEvent = Now, LastEvent = Now, Ingested = Now, Created = Now, Updated = Now,
        State = state, Tags = [], Events = 1, Resolution = state == AlertState.Closed ? AlertResolution.TruePositive : null,
    };
}
