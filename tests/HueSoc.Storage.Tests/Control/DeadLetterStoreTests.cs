using System.Text;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.DeadLetters;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Storage.Tests.Control;

public sealed class DeadLetterStoreTests
{
    [Fact]
    public async Task Add_ALetter_KeepsItsBytesAndReason()
    {
        await using ControlHouse house = new();
        await using DeadLetterStore letters = Open(house);

        (await letters.AddAsync([Letter("{bad", "not JSON")], default)).ShouldBe(1);

        DeadLetter listed = letters.List(AgencyScope.City, DeadLetterFilter.All, 10, null).Items.ShouldHaveSingleItem();
        DeadLetter found = letters.Find(AgencyScope.City, listed.Number)!;
        found.Reason.ShouldBe("not JSON");
        Encoding.UTF8.GetString(found.Body.Span).ShouldBe("{bad");
        found.IsCut.ShouldBeFalse();
        listed.Body.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task Add_TheSameAgain_CountsAndKeepsOne()
    {
        await using ControlHouse house = new();
        await using DeadLetterStore letters = Open(house);
        await letters.AddAsync([Letter("{bad", "not JSON")], default);
        house.Time.Pass(TimeSpan.FromHours(1));

        await letters.AddAsync([Letter("{bad", "still not JSON"), Letter("{bad", "still not JSON")], default);

        DeadLetter letter = letters.List(AgencyScope.City, DeadLetterFilter.All, 10, null).Items.ShouldHaveSingleItem();
        letter.Times.ShouldBe(3);
        (letter.Last - letter.First).ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Add_WhenFull_KeepsTheOldestAndCountsTheNew()
    {
        await using ControlHouse house = new();
        await using DeadLetterStore letters = Open(house, new DeadLetterOptions { MostBytes = 5000 });
        for (int i = 0; i < 20; i++)
            await letters.AddAsync([Letter($"{i:00}" + new string('x', 998), "no")], default);

        DeadLetterCount count = letters.Count(AgencyScope.City);

        count.Letters.ShouldBe(4);
        count.NoRoom.ShouldBe(16);
        count.NoRoomBytes.ShouldBe(16_000);
        letters.List(AgencyScope.City, DeadLetterFilter.All, 10, null).Items.Select(letter => letter.Number).ShouldBe([4, 3, 2, 1]);
    }

    [Fact]
    public async Task Add_WhenFullAndOneIsRemoved_HasRoomAgain()
    {
        await using ControlHouse house = new();
        await using DeadLetterStore letters = Open(house, new DeadLetterOptions { MostBytes = 2500 });
        await letters.AddAsync([Letter("1" + new string('x', 999), "a"), Letter("2" + new string('x', 999), "b"), Letter("3", "c")], default);
        (await letters.AddAsync([Letter("4" + new string('x', 999), "d")], default)).ShouldBe(0);

        await letters.RemoveAsync(ControlHouse.Tester, AgencyScope.City, 1, default);

        (await letters.AddAsync([Letter("5" + new string('x', 999), "e")], default)).ShouldBe(1);
    }

    [Fact]
    public async Task Add_OneThatIsTooLong_KeepsItsBeginningAndSaysSo()
    {
        await using ControlHouse house = new();
        await using DeadLetterStore letters = Open(house, new DeadLetterOptions { MostBytesOfOne = 10 });

        await letters.AddAsync([Letter(new string('x', 50), "too long")], default);

        DeadLetter letter = letters.Find(AgencyScope.City, 1)!;
        letter.Length.ShouldBe(50);
        letter.Body.Length.ShouldBe(10);
        letter.IsCut.ShouldBeTrue();
    }

    [Fact]
    public async Task Remove_OneThatIsThere_IsAuditedAndItsNumberNotGivenAgain()
    {
        await using ControlHouse house = new();
        await using DeadLetterStore letters = Open(house);
        await letters.AddAsync([Letter("a", "a")], default);

        (await letters.RemoveAsync(ControlHouse.Tester, AgencyScope.City, 1, default)).ShouldBeTrue();
        (await letters.RemoveAsync(ControlHouse.Tester, AgencyScope.City, 1, default)).ShouldBeFalse();
        await letters.AddAsync([Letter("b", "b")], default);

        letters.Find(AgencyScope.City, 1).ShouldBeNull();
        letters.Find(AgencyScope.City, 2).ShouldNotBeNull();
        house.Actions().ShouldBe(["dead_letter.removed"]);
    }

    [Fact]
    public async Task MarkReplayed_OneThatIsThere_ShowsInTheCount()
    {
        await using ControlHouse house = new();
        await using DeadLetterStore letters = Open(house);
        await letters.AddAsync([Letter("a", "a"), Letter("b", "b")], default);

        await letters.MarkReplayedAsync(ControlHouse.Tester, AgencyScope.City, 1, default);

        letters.Count(AgencyScope.City).ShouldSatisfyAllConditions(count => count.Letters.ShouldBe(2), count => count.Waiting.ShouldBe(1));
        letters.List(AgencyScope.City, new DeadLetterFilter { Replayed = false }, 10, null).Items.ShouldHaveSingleItem().Number.ShouldBe(2);
        letters.List(AgencyScope.City, new DeadLetterFilter { Replayed = true }, 10, null).Items.ShouldHaveSingleItem().Number.ShouldBe(1);
    }

    [Fact]
    public async Task Read_FromAnotherAgency_SeesNothing()
    {
        await using ControlHouse house = new();
        await using DeadLetterStore letters = Open(house);
        await letters.AddAsync([Letter("a", "a")], default);
        AgencyScope other = AgencyScope.Of(["B"]);

        letters.Find(other, 1).ShouldBeNull();
        letters.List(other, DeadLetterFilter.All, 10, null).Items.ShouldBeEmpty();
        letters.Count(other).Letters.ShouldBe(0);
        (await letters.RemoveAsync(ControlHouse.Tester, other, 1, default)).ShouldBeFalse();
    }

    [Fact]
    public async Task Open_Again_HasWhatWasThere()
    {
        await using ControlHouse house = new();
        await using (DeadLetterStore letters = Open(house))
            await letters.AddAsync([Letter("a", "a")], default);

        await using DeadLetterStore again = Open(house);

        again.Count(AgencyScope.City).Letters.ShouldBe(1);
    }

    private static DeadLetterStore Open(ControlHouse house, DeadLetterOptions? options = null) =>
        DeadLetterStore.Open(house.Folder, options ?? new DeadLetterOptions(), house.Audit, house.Time);

    private static NewDeadLetter Letter(string body, string reason) =>
        new() { Source = "key:web", Agency = "A", Reason = reason, Body = Encoding.UTF8.GetBytes(body) };
}
