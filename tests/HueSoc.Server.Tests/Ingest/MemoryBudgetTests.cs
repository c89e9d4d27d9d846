using HueSoc.Server.Ingest;

namespace HueSoc.Server.Tests.Ingest;

public sealed class MemoryBudgetTests
{
    private const int Kilobyte = 1 << 10;

    [Theory]
    [InlineData(1, 4 * Kilobyte)]
    [InlineData((4 * Kilobyte) + 1, 8 * Kilobyte)]
    [InlineData(64 * Kilobyte, 64 * Kilobyte)]
    public void TryRent_Length_NextPowerOfTwo(int length, int expected)
    {
        MemoryBudget budget = new(1 << 20);

        budget.TryRent(length, out byte[]? buffer).ShouldBeTrue();

        buffer.Length.ShouldBe(expected);
        budget.Used.ShouldBe(expected);
    }

    [Fact]
    public void TryRent_MoreThanTheLimit_IsRefusedAndChargesNothing()
    {
        MemoryBudget budget = new(16 * Kilobyte);
        budget.TryRent(8 * Kilobyte, out byte[]? first).ShouldBeTrue();

        budget.TryRent(16 * Kilobyte, out _).ShouldBeFalse();

        budget.Used.ShouldBe(8 * Kilobyte);
        budget.TryRent(8 * Kilobyte, out byte[]? second).ShouldBeTrue();
        second.ShouldNotBeSameAs(first);
        budget.TryRent(long.MaxValue, out _).ShouldBeFalse();
    }

    [Fact]
    public void Return_ForReuse_IsLentAgain()
    {
        MemoryBudget budget = new(1 << 20);
        budget.TryRent(4 * Kilobyte, out _);
        budget.TryRent(8 * Kilobyte, out byte[]? buffer);

        budget.Return(buffer!);

        budget.TryRent(8 * Kilobyte, out byte[]? again);
        again.ShouldBeSameAs(buffer);
        budget.Kept.ShouldBe(0);
    }

    [Fact]
    public void Return_StillRead_IsNotLentAgain()
    {
        MemoryBudget budget = new(1 << 20);
        budget.TryRent(8 * Kilobyte, out byte[]? buffer);

        budget.Return(buffer!, reuse: false);

        budget.Used.ShouldBe(0);
        budget.TryRent(8 * Kilobyte, out byte[]? other);
        other.ShouldNotBeSameAs(buffer);
    }

    [Fact]
    public void TryRentAndReturn_Random_NeverMoreThanTheLimit()
    {
        const long limit = 1 << 20;
        MemoryBudget budget = new(limit);
        Random random = new(20261122);
        List<byte[]> lent = [];
        int refused = 0;
        for (int step = 0; step < 20_000; step++)
        {
            if (random.Next(2) == 0 && lent.Count > 0)
            {
                int at = random.Next(lent.Count);
                budget.Return(lent[at], reuse: random.Next(4) > 0);
                lent.RemoveAt(at);
            }
            else if (budget.TryRent(random.Next(1, random.Next(10) == 0 ? 512 * Kilobyte : 64 * Kilobyte), out byte[]? buffer))
            {
                lent.ShouldNotContain(buffer);
                lent.Add(buffer);
            }
            else
            {
                refused++;
            }

            budget.Used.ShouldBe(lent.Sum(one => (long)one.Length));
            (budget.Used + budget.Kept).ShouldBeLessThanOrEqualTo(limit);
        }

        refused.ShouldBeGreaterThan(100);
        foreach (byte[] buffer in lent)
            budget.Return(buffer);
        budget.Used.ShouldBe(0);
        budget.Kept.ShouldBeLessThanOrEqualTo(limit / 8);
    }
}
