using HueSoc.Agent.Shipping;

namespace HueSoc.Agent.Tests.Shipping;

public class WaitTests
{
    [Fact]
    public void Next_Failures_AreSpreadBelowABoundThatDoublesUpToTheMost()
    {
        BackOffOptions options = new();
        for (int failures = 0; failures < 12; failures++)
        {
            double bound = Math.Min(60, Math.Pow(2, failures));
            double[] waits = [.. Enumerable.Range(0, 400).Select(seed => new BackOff(options, new Random(seed)).For(failures, isSlow: false).TotalSeconds)];
            waits.Max().ShouldBeInRange(bound * 0.95, bound);
            waits.Min().ShouldBeLessThan(bound * 0.05);
        }
    }

    [Fact]
    public void Next_Slow_IsNeverShorterThanTheLeastNorLongerThanTheMost()
    {
        BackOff backOff = new(new BackOffOptions(), new Random(1));
        for (int failures = 0; failures < 40; failures++)
            backOff.Next(isSlow: true).TotalSeconds.ShouldBeInRange(15, 300);
    }

    [Fact]
    public void Reset_AfterFailures_NextWaitIsShort()
    {
        BackOff backOff = new(new BackOffOptions(), new Random(1));
        for (int failures = 0; failures < 20; failures++)
            backOff.Next(isSlow: false);

        backOff.Reset();
        backOff.Next(isSlow: false).TotalSeconds.ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Wait_Spending_AverageStaysBelowTheBound()
    {
        ManualTime time = new();
        RateBudget budget = new(time);
        long spent = 0;
        for (int request = 0; request < 100; request++)
        {
            time.Advance(budget.Wait(1_000));
            budget.Wait(1_000).ShouldBeLessThan(TimeSpan.FromMilliseconds(1));
            budget.Spend(5_000);
            spent += 5_000;
        }

        (spent / TimeSpan.FromTicks(time.GetTimestamp()).TotalSeconds).ShouldBeInRange(900, 1_050);
    }
}
