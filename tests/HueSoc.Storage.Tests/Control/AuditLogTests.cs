using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Storage.Tests.Control;

public sealed class AuditLogTests
{
    [Fact]
    public async Task List_AfterActs_GivesThemNewestFirstInPages()
    {
        await using ControlHouse house = new();
        for (int i = 1; i <= 5; i++)
            await house.Audit.RecordAsync(ControlHouse.Tester, "test.act", $"x:{i}", AuditDetails.Of(("number", i)), "", default);

        Page<AuditEntry> first = house.Audit.List(AgencyScope.City, AuditFilter.All, 3, null);
        Page<AuditEntry> second = house.Audit.List(AgencyScope.City, AuditFilter.All, 3, first.Next);

        first.Items.Select(entry => entry.Subject).ShouldBe(["x:5", "x:4", "x:3"]);
        second.Items.Select(entry => entry.Subject).ShouldBe(["x:2", "x:1"]);
        second.Next.ShouldBeNull();
        first.Items[0].Details.ShouldBe("""{"number":5}""");
        first.Items[0].Actor.ShouldBe(ControlHouse.Tester);
    }

    [Fact]
    public async Task List_WithinAnAgency_ShowsOnlyItsOwn()
    {
        await using ControlHouse house = new();
        await house.Audit.RecordAsync(ControlHouse.Tester, "test.act", "city", AuditDetails.None, "", default);
        await house.Audit.RecordAsync(ControlHouse.Tester, "test.act", "mine", AuditDetails.None, "A", default);
        await house.Audit.RecordAsync(ControlHouse.Tester, "test.act", "theirs", AuditDetails.None, "B", default);

        house.Audit.List(AgencyScope.Of(["A"]), AuditFilter.All, 10, null).Items.Select(entry => entry.Subject).ShouldBe(["mine"]);
    }

    [Theory]
    [InlineData("account", 2)]
    [InlineData("account.created", 1)]
    [InlineData("acc", 0)]
    [InlineData("accounting", 1)]
    public async Task List_ByAction_TakesWholeWords(string action, int count)
    {
        await using ControlHouse house = new();
        foreach (string act in (string[])["account.created", "account.disabled", "accounting.begun", "key.created"])
            await house.Audit.RecordAsync(ControlHouse.Tester, act, "x", AuditDetails.None, "", default);

        house.Audit.List(AgencyScope.City, new AuditFilter { Action = action }, 10, null).Items.Length.ShouldBe(count);
    }

    [Fact]
    public async Task List_WithACursorThatIsNone_IsRefused()
    {
        await using ControlHouse house = new();

        Should.Throw<ArgumentException>(() => house.Audit.List(AgencyScope.City, AuditFilter.All, 10, "1; DROP TABLE audit"));
    }

    [Fact]
    public async Task Verify_TextThatCannotBeStoredAsItIs_IsStillSound()
    {
        await using ControlHouse house = new();
        foreach (string text in (string[])["half \ud800 a pair", "nul \0 inside", new string('ộ', 5000), "nửa \u202e đêm"])
            await house.Audit.RecordAsync(new(text, ActorKind.Account), text, text, AuditDetails.Of(("text", text)), "", default);

        house.Audit.Verify([]).Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Update_ByOurOwnCode_IsStopped()
    {
        await using ControlHouse house = new();
        await house.Audit.RecordAsync(ControlHouse.Tester, "test.act", "x", AuditDetails.None, "", default);

        await Should.ThrowAsync<Microsoft.Data.Sqlite.SqliteException>(async () =>
            await house.Database.WriteAsync(transaction => transaction.Execute("UPDATE audit SET subject = 'y'"), default));
        await Should.ThrowAsync<Microsoft.Data.Sqlite.SqliteException>(async () =>
            await house.Database.WriteAsync(transaction => transaction.Execute("DELETE FROM audit"), default));
    }

    [Fact]
    public async Task Head_AsText_ReadsBackTheSame()
    {
        await using ControlHouse house = new();
        AuditHead head = await house.Audit.RecordAsync(ControlHouse.Tester, "test.act", "x", AuditDetails.None, "", default);

        AuditHead.TryParse(head.ToString(), out AuditHead? read).ShouldBeTrue();

        read.ShouldBe(head);
        house.Audit.Head().Hash.ShouldBe(head.Hash);
    }

    [Theory]
    [InlineData("")]
    [InlineData("huesoc-audit-head")]
    [InlineData("huesoc-audit-head 0 1 2 3")]
    [InlineData("huesoc-audit-head 00112233445566778899aabbccddeeff -1 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff 2026-03-02T01:00:00.0000000Z")]
    [InlineData("huesoc-audit-head 00112233445566778899AABBCCDDEEFF 1 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff 2026-03-02T01:00:00.0000000Z")]
    public void TryParse_NotAHead_IsRefused(string line) => AuditHead.TryParse(line, out _).ShouldBeFalse();

    [Fact]
    public async Task Verify_AnEmptyChain_IsSound()
    {
        await using ControlHouse house = new();

        AuditVerification check = house.Audit.Verify([]);

        check.IsSound.ShouldBeTrue();
        check.Entries.ShouldBe(0);
    }
}
