using System.Text;
using HueSoc.Agent.Intake;

namespace HueSoc.Agent.Tests.Intake;

public sealed class DailyBudgetTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    [Fact]
    public void HasRoomFor_WithoutBounds_IsAlwaysTrue()
    {
        DailyBudget budget = new();
        budget.Turn(Day);
        budget.Take(1 << 30);

        budget.HasRoomFor(1 << 30).ShouldBeTrue();
    }

    [Fact]
    public void HasRoomFor_EventsUsedUp_IsFalseUntilTheDayTurns()
    {
        DailyBudget budget = new() { EventsPerDay = 2 };
        budget.Turn(Day);
        budget.Take(1);
        budget.Take(1);

        budget.HasRoomFor(1).ShouldBeFalse();
        budget.Turn(Day.AddDays(1)).ShouldBeTrue();
        budget.HasRoomFor(1).ShouldBeTrue();
    }

    [Fact]
    public void HasRoomFor_BytesUsedUp_IsFalseForWhatDoesNotFit()
    {
        DailyBudget budget = new() { BytesPerDay = 10 };
        budget.Turn(Day);
        budget.Take(7);

        budget.HasRoomFor(3).ShouldBeTrue();
        budget.HasRoomFor(4).ShouldBeFalse();
    }

    [Fact]
    public void ReadState_OfWhatWasWritten_KnowsTheDayWhatWasTakenAndWhatWasLeftOut()
    {
        DailyBudget before = new() { EventsPerDay = 1 };
        before.Turn(Day);
        before.Take(9);
        before.LeaveOut("auth").ShouldBeTrue();
        before.LeaveOut("auth").ShouldBeFalse();
        DailyBudget after = new() { EventsPerDay = 1 };

        after.ReadState(before.WriteState());

        after.Day.ShouldBe(Day);
        after.HasRoomFor(1).ShouldBeFalse();
        after.LeftOut["auth"].ShouldBe(2);
        before.IsChanged.ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"day":"yesterday"}""")]
    [InlineData("""{"day":"2026-03-02","events":"many","bytes":0,"left_out":{}}""")]
    public void ReadState_Damaged_BeginsAgain(string state)
    {
        DailyBudget budget = new() { EventsPerDay = 1 };

        budget.ReadState(Encoding.UTF8.GetBytes(state));

        budget.HasRoomFor(1).ShouldBeTrue();
        budget.LeftOutEvents.ShouldBe(0);
    }
}
