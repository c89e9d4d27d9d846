using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Agencies;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Storage.Tests.Control;

public sealed class AgencyStoreTests
{
    [Fact]
    public async Task ScopeOf_AnAgency_HoldsThoseBelowItAndThoseMergedIntoAnyOfThem()
    {
        await using ControlHouse house = new();
        await house.AgencyAsync("OLD");
        await house.AgencyAsync("OLDER");
        await house.AgencyAsync("TOP");
        await house.AgencyAsync("MID", "TOP");
        await house.AgencyAsync("LOW", "MID", new Predecessor("Old", "OLD"), new Predecessor("Never registered"));
        await house.AgencyAsync("OTHER");
        await house.Agencies.UpdateAsync(ControlHouse.Tester, "OLD", null, new AgencyEdit { Predecessors = [new Predecessor("Older", "OLDER")] }, default);

        house.Agencies.ScopeOf("TOP").Codes.ShouldBe(["LOW", "MID", "OLD", "OLDER", "TOP"]);
        house.Agencies.ScopeOf("LOW").Codes.ShouldBe(["LOW", "OLD", "OLDER"]);
        house.Agencies.ScopeOf("OTHER").Codes.ShouldBe(["OTHER"]);
        house.Agencies.ScopeOf("UNKNOWN").Codes.ShouldBe(["UNKNOWN"]);
    }

    [Fact]
    public async Task ScopeOf_AgenciesMergedIntoEachOther_Ends()
    {
        await using ControlHouse house = new();
        await house.AgencyAsync("A");
        await house.AgencyAsync("B", "", new Predecessor("A", "A"));
        await house.Agencies.UpdateAsync(ControlHouse.Tester, "A", null, new AgencyEdit { Predecessors = [new Predecessor("B", "B")] }, default);

        house.Agencies.ScopeOf("A").Codes.ShouldBe(["A", "B"]);
    }

    [Theory]
    [InlineData("TOP", "LOW")]
    [InlineData("TOP", "TOP")]
    [InlineData("LOW", "NOWHERE")]
    public async Task Update_AParentThatCannotBe_IsInvalid(string code, string parent)
    {
        await using ControlHouse house = new();
        await house.AgencyAsync("TOP");
        await house.AgencyAsync("MID", "TOP");
        await house.AgencyAsync("LOW", "MID");

        (await house.Agencies.UpdateAsync(ControlHouse.Tester, code, null, new AgencyEdit { Parent = parent }, default)).Outcome.ShouldBe(ChangeOutcome.Invalid);
    }

    [Fact]
    public async Task Find_OutsideTheScope_IsNothing()
    {
        await using ControlHouse house = new();
        await house.AgencyAsync("A");
        await house.AgencyAsync("B");

        house.Agencies.Find(AgencyScope.Of(["B"]), "A").ShouldBeNull();
        house.Agencies.List(AgencyScope.Of(["B"]), 10, null).Items.Select(agency => agency.Code).ShouldBe(["B"]);
    }

    [Fact]
    public async Task Seed_ANewList_AddsAndAuditsOnceAndThenWritesNothing()
    {
        await using ControlHouse house = new();
        AgencyFacts[] list = [Facts("A", "Sở A"), Facts("B", "Sở B")];

        (await house.Agencies.SeedAsync(ControlHouse.Tester, list, "list 1", default)).ShouldBe(new SeedResult(2, 0, 0));
        (await house.Agencies.SeedAsync(ControlHouse.Tester, list, "list 1", default)).ShouldBe(new SeedResult(0, 0, 0));

        house.Actions().ShouldBe(["agency.list_taken_over"]);
        house.Agencies.Find(AgencyScope.City, "A")!.IsShipped.ShouldBeTrue();
    }

    [Fact]
    public async Task Seed_ALaterList_ChangesWhatNobodyTouched()
    {
        await using ControlHouse house = new();
        await house.Agencies.SeedAsync(ControlHouse.Tester, [Facts("A", "Sở A")], "list 1", default);

        SeedResult result = await house.Agencies.SeedAsync(ControlHouse.Tester, [Facts("A", "Sở A mới"), Facts("C", "Sở C")], "list 2", default);

        result.ShouldBe(new SeedResult(1, 1, 0));
        house.Agencies.Find(AgencyScope.City, "A")!.Facts.Name.ShouldBe("Sở A mới");
    }

    [Fact]
    public async Task Seed_ALaterList_LeavesWhatAnAdministratorChanged()
    {
        await using ControlHouse house = new();
        await house.Agencies.SeedAsync(ControlHouse.Tester, [Facts("A", "Sở A")], "list 1", default);
        await house.Agencies.UpdateAsync(ControlHouse.Tester, "A", null, new AgencyEdit { Name = "Tên của chúng tôi" }, default);

        SeedResult result = await house.Agencies.SeedAsync(ControlHouse.Tester, [Facts("A", "Sở A mới") with { Type = "van_phong" }], "list 2", default);

        Agency agency = house.Agencies.Find(AgencyScope.City, "A")!;
        agency.Facts.Name.ShouldBe("Tên của chúng tôi");
        agency.Facts.Type.ShouldBe("van_phong");
        result.ShouldBe(new SeedResult(0, 1, 1));
    }

    [Fact]
    public async Task Seed_AnAgencyAnAdministratorAddedBefore_LeavesItWhole()
    {
        await using ControlHouse house = new();
        await house.AgencyAsync("A");

        await house.Agencies.SeedAsync(ControlHouse.Tester, [Facts("A", "Another name")], "list 1", default);

        house.Agencies.Find(AgencyScope.City, "A")!.Facts.Name.ShouldBe("Sở A");
    }

    [Fact]
    public async Task Seed_AListWithoutAnAgency_KeepsIt()
    {
        await using ControlHouse house = new();
        await house.Agencies.SeedAsync(ControlHouse.Tester, [Facts("A", "Sở A"), Facts("B", "Sở B")], "list 1", default);

        await house.Agencies.SeedAsync(ControlHouse.Tester, [Facts("A", "Sở A")], "list 2", default);

        house.Agencies.Find(AgencyScope.City, "B").ShouldNotBeNull();
    }

    private static AgencyFacts Facts(string code, string name) => new() { Code = code, Name = name, Type = "so" };
}
