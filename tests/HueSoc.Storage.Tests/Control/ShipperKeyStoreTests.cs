using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Keys;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Storage.Tests.Control;

public sealed class ShipperKeyStoreTests
{
    [Fact]
    public async Task Authenticate_TheRightSecret_GivesTheKeyWithItsQuota()
    {
        await using ControlHouse house = new();
        IssuedKey issued = await AddAsync(house, "web-01", new(100, 500, 1_000_000));

        ShipperKey key = house.Keys.Authenticate(issued.Key.Id, issued.Secret)!;

        key.Sender.ShouldBe("key:web-01");
        key.Agency.ShouldBe("A");
        key.Quota.ShouldBe(new KeyQuota(100, 500, 1_000_000));
    }

    [Fact]
    public async Task Authenticate_AnotherKeysSecret_GivesNothing()
    {
        await using ControlHouse house = new();
        IssuedKey one = await AddAsync(house, "one");
        IssuedKey two = await AddAsync(house, "two");

        house.Keys.Authenticate(one.Key.Id, two.Secret).ShouldBeNull();
        house.Keys.Authenticate("unknown", one.Secret).ShouldBeNull();
        house.Keys.Authenticate(one.Key.Id, "").ShouldBeNull();
    }

    [Fact]
    public async Task Add_ANameThatWasEverUsed_IsRefused()
    {
        await using ControlHouse house = new();
        IssuedKey issued = await AddAsync(house, "web");
        await house.Keys.UpdateAsync(ControlHouse.Tester, AgencyScope.City, issued.Key.Id, null, quota: null, disabled: true, default);

        (await house.Keys.AddAsync(ControlHouse.Tester, new("WEB", "A", KeyQuota.None), default)).Outcome.ShouldBe(ChangeOutcome.Conflict);
    }

    [Theory]
    [InlineData("has space", "A", null, null, null)]
    [InlineData("x", "NOWHERE", null, null, null)]
    [InlineData("x", "A", 0L, null, null)]
    [InlineData("x", "A", 10L, 5L, null)]
    [InlineData("x", "A", null, 5L, null)]
    [InlineData("x", "A", null, null, 0L)]
    public async Task Add_ABadKey_IsInvalid(string name, string agency, long? rate, long? burst, long? bytes)
    {
        await using ControlHouse house = new();
        await house.AgencyAsync("A");

        (await house.Keys.AddAsync(ControlHouse.Tester, new(name, agency, new(rate, burst, bytes)), default)).Outcome.ShouldBe(ChangeOutcome.Invalid);
    }

    [Fact]
    public async Task Update_Disabling_TakesEffectAtOnceAndEnablingToo()
    {
        await using ControlHouse house = new();
        IssuedKey issued = await AddAsync(house, "web");

        await house.Keys.UpdateAsync(ControlHouse.Tester, AgencyScope.City, issued.Key.Id, null, null, disabled: true, default);
        house.Keys.Authenticate(issued.Key.Id, issued.Secret).ShouldBeNull();
        await house.Keys.UpdateAsync(ControlHouse.Tester, AgencyScope.City, issued.Key.Id, null, new KeyQuota(7, null, null), disabled: false, default);

        house.Keys.Authenticate(issued.Key.Id, issued.Secret)!.Quota.BucketSize.ShouldBe(70);
        house.Actions().ShouldBe(["agency.created", "key.created", "key.disabled", "key.enabled"]);
    }

    [Fact]
    public async Task Authenticate_AKeyMadeByAnotherProcess_IsTakenAfterSomeSeconds()
    {
        await using ControlHouse house = new();
        await house.AgencyAsync("A");
        house.Keys.Authenticate("x", "y").ShouldBeNull();
        IssuedKey issued;
        await using (ControlDatabase other = ControlDatabase.Open(house.Folder, ControlRole.Administration))
        {
            ShipperKeyStore keys = new(other, new(other, house.Time), house.Time);
            issued = (await keys.AddAsync(ControlHouse.Tester, new("web", "A", KeyQuota.None), default)).Value!;
        }

        house.Time.Pass(TimeSpan.FromSeconds(2));

        house.Keys.Authenticate(issued.Key.Id, issued.Secret).ShouldNotBeNull();
    }

    [Fact]
    public async Task AddUse_Twice_AddsUp()
    {
        await using ControlHouse house = new();
        IssuedKey issued = await AddAsync(house, "web");
        DateOnly day = new(2026, 3, 2);
        DateTimeOffset now = house.Time.GetUtcNow();

        await house.Keys.AddUseAsync([new(issued.Key.Id, day, 10, 1000, now)], default);
        await house.Keys.AddUseAsync([new(issued.Key.Id, day, 5, 500, now.AddMinutes(1)), new(issued.Key.Id, day.AddDays(1), 1, 1, now)], default);

        house.Keys.UseOn(AgencyScope.City, day).ShouldBe([new KeyUse(issued.Key.Id, day, 15, 1500, now.AddMinutes(1))]);
        house.Keys.UseOn(AgencyScope.Of(["B"]), day).ShouldBeEmpty();
    }

    [Fact]
    public async Task List_OfAnotherAgency_IsEmpty()
    {
        await using ControlHouse house = new();
        IssuedKey issued = await AddAsync(house, "web");

        house.Keys.List(AgencyScope.Of(["B"]), 10, null).Items.ShouldBeEmpty();
        house.Keys.Find(AgencyScope.Of(["B"]), issued.Key.Id).ShouldBeNull();
        house.Keys.List(AgencyScope.Of(["A"]), 10, null).Items.ShouldHaveSingleItem().Name.ShouldBe("web");
    }

    private static async Task<IssuedKey> AddAsync(ControlHouse house, string name, KeyQuota? quota = null)
    {
        if (house.Agencies.Find(AgencyScope.City, "A") is null)
            await house.AgencyAsync("A");
        Change<IssuedKey> change = await house.Keys.AddAsync(ControlHouse.Tester, new(name, "A", quota ?? KeyQuota.None), default);
        change.Reason.ShouldBeNull();
        return change.Value!;
    }
}
