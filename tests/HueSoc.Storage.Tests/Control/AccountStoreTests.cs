using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Accounts;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Storage.Tests.Control;

public sealed class AccountStoreTests
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task Add_AGoodAccount_IsThereAndAuditedWithoutThePassword()
    {
        await using ControlHouse house = new();

        Change<Account> change = await AddAsync(house, "an", AccountRole.Admin);

        change.IsDone.ShouldBeTrue(change.Reason);
        house.Accounts.Find(AgencyScope.City, "AN").ShouldBe(change.Value);
        house.Actions().ShouldBe(["account.created"]);
        house.Audit.List(AgencyScope.City, HueSoc.Storage.Control.Audit.AuditFilter.All, 10, null).Items[0].Details.ShouldNotContain("horse");
    }

    [Theory]
    [InlineData("a", AccountRole.Admin, "", Password)]
    [InlineData("-an", AccountRole.Admin, "", Password)]
    [InlineData("an an", AccountRole.Admin, "", Password)]
    [InlineData("nguyễn", AccountRole.Admin, "", Password)]
    [InlineData("an", AccountRole.Admin, "", "too short")]
    [InlineData("an", AccountRole.Admin, "", "aaaaaaaaaaaaaaaa")]
    [InlineData("nguyen", AccountRole.Admin, "", "my Nguyen password")]
    [InlineData("an", AccountRole.AgencyOfficer, "", Password)]
    [InlineData("an", AccountRole.Analyst, "SKHCN", Password)]
    [InlineData("an", AccountRole.AgencyOfficer, "NOWHERE", Password)]
    public async Task Add_ABadAccount_IsInvalidAndNotThere(string name, AccountRole role, string agency, string password)
    {
        await using ControlHouse house = new();
        await house.AgencyAsync("SKHCN");

        Change<Account> change = await house.Accounts.AddAsync(ControlHouse.Tester, new(name, "", role, agency, password), default);

        change.Outcome.ShouldBe(ChangeOutcome.Invalid);
        house.Accounts.Any().ShouldBeFalse();
    }

    [Theory]
    [InlineData("an")]
    [InlineData("")]
    public void NewPassword_ForAShortName_IsOneThatTheAccountTakes(string name) =>
        Enumerable.Range(0, 2_000).ShouldAllBe(_ => AccountRules.PasswordFault(name, AccountRules.NewPassword(name)) == null);

    [Fact]
    public async Task Add_ANameInAnotherCase_IsTaken()
    {
        await using ControlHouse house = new();
        await AddAsync(house, "an.nguyen", AccountRole.Admin);

        (await AddAsync(house, "An.Nguyen", AccountRole.Analyst)).Outcome.ShouldBe(ChangeOutcome.Conflict);
    }

    [Fact]
    public async Task Find_OfAnotherAgency_IsNothing()
    {
        await using ControlHouse house = new();
        await house.AgencyAsync("A");
        await house.AgencyAsync("B");
        await AddAsync(house, "officer-a", AccountRole.AgencyOfficer, "A");
        await AddAsync(house, "admin", AccountRole.Admin);
        AgencyScope b = AgencyScope.Of(["B"]);

        house.Accounts.Find(b, "officer-a").ShouldBeNull();
        house.Accounts.Find(b, "admin").ShouldBeNull();
        house.Accounts.List(b, 10, null).Items.ShouldBeEmpty();
        (await house.Accounts.UpdateAsync(ControlHouse.Tester, b, "officer-a", null, new AccountEdit { Disabled = true }, default)).Outcome.ShouldBe(ChangeOutcome.NotFound);
        (await house.Accounts.SetPasswordAsync(ControlHouse.Tester, b, "officer-a", Password, default)).Outcome.ShouldBe(ChangeOutcome.NotFound);
    }

    [Fact]
    public async Task Update_FromAnOldVersion_IsAConflict()
    {
        await using ControlHouse house = new();
        Account account = (await AddAsync(house, "an", AccountRole.Analyst)).Value!;
        await house.Accounts.UpdateAsync(ControlHouse.Tester, AgencyScope.City, "an", account.Version, new AccountEdit { DisplayName = "An" }, default);

        (await house.Accounts.UpdateAsync(ControlHouse.Tester, AgencyScope.City, "an", account.Version, new AccountEdit { DisplayName = "Ba" }, default))
            .Outcome.ShouldBe(ChangeOutcome.Conflict);

        house.Accounts.Find(AgencyScope.City, "an")!.DisplayName.ShouldBe("An");
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(null, AccountRole.Auditor)]
    public async Task Update_TheLastAdministratorAway_IsRefused(bool? disabled, AccountRole? role)
    {
        await using ControlHouse house = new();
        await AddAsync(house, "one", AccountRole.Admin);
        AccountEdit edit = new() { Disabled = disabled, Role = role };

        Change<Account> alone = await house.Accounts.UpdateAsync(ControlHouse.Tester, AgencyScope.City, "one", null, edit, default);
        await AddAsync(house, "two", AccountRole.Admin);
        Change<Account> notAlone = await house.Accounts.UpdateAsync(ControlHouse.Tester, AgencyScope.City, "one", null, edit, default);

        alone.Outcome.ShouldBe(ChangeOutcome.Invalid);
        notAlone.Outcome.ShouldBe(ChangeOutcome.Done);
    }

    [Fact]
    public async Task Update_OfWhatSessionsRestOn_ChangesTheStampAndNothingElseDoes()
    {
        await using ControlHouse house = new();
        string stamp = (await AddAsync(house, "an", AccountRole.Analyst)).Value!.SecurityStamp;

        string renamed = (await house.Accounts.UpdateAsync(ControlHouse.Tester, AgencyScope.City, "an", null, new AccountEdit { DisplayName = "An" }, default)).Value!.SecurityStamp;
        string promoted = (await house.Accounts.UpdateAsync(ControlHouse.Tester, AgencyScope.City, "an", null, new AccountEdit { Role = AccountRole.Admin }, default)).Value!.SecurityStamp;
        string changed = (await house.Accounts.SetPasswordAsync(ControlHouse.Tester, AgencyScope.City, "an", Password + "2", default)).Value!.SecurityStamp;

        renamed.ShouldBe(stamp);
        new[] { stamp, promoted, changed }.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task SignIn_WithTheRightPassword_GivesTheAccountAndIsAudited()
    {
        await using ControlHouse house = new();
        await AddAsync(house, "an", AccountRole.Analyst);

        SignIn signIn = await house.Accounts.SignInAsync("AN", Password, default);

        signIn.Outcome.ShouldBe(SignInOutcome.Right);
        signIn.Account!.LastSignIn.ShouldBe(house.Time.GetUtcNow());
        house.Actions().ShouldBe(["account.created", "account.signed_in"]);
    }

    [Theory]
    [InlineData("an", "wrong password")]
    [InlineData("nobody", Password)]
    [InlineData("disabled", Password)]
    public async Task SignIn_ThatIsNotRight_SaysNoMoreThanWrong(string name, string password)
    {
        await using ControlHouse house = new();
        await AddAsync(house, "an", AccountRole.Analyst);
        await AddAsync(house, "disabled", AccountRole.Analyst);
        await house.Accounts.UpdateAsync(ControlHouse.Tester, AgencyScope.City, "disabled", null, new AccountEdit { Disabled = true }, default);

        (await house.Accounts.SignInAsync(name, password, default)).ShouldBe(new SignIn(SignInOutcome.Wrong, null, null));
    }

    [Fact]
    public async Task SignIn_WrongTooOften_LocksForATimeEvenForTheRightPassword()
    {
        await using ControlHouse house = new();
        await AddAsync(house, "an", AccountRole.Analyst);
        for (int i = 1; i < AccountRules.FailuresToLock; i++)
            (await house.Accounts.SignInAsync("an", "wrong", default)).Outcome.ShouldBe(SignInOutcome.Wrong);

        (await house.Accounts.SignInAsync("an", "wrong", default)).Outcome.ShouldBe(SignInOutcome.Locked);
        (await house.Accounts.SignInAsync("an", Password, default)).Outcome.ShouldBe(SignInOutcome.Locked);

        house.Time.Pass(AccountRules.LockTime);
        (await house.Accounts.SignInAsync("an", Password, default)).Outcome.ShouldBe(SignInOutcome.Right);
        house.Actions().Count(action => action == "account.locked").ShouldBe(1);
    }

    [Fact]
    public async Task SignIn_OnceAfterALockPassed_CountsFromTheBeginning()
    {
        await using ControlHouse house = new();
        await AddAsync(house, "an", AccountRole.Analyst);
        for (int i = 0; i < AccountRules.FailuresToLock; i++)
            await house.Accounts.SignInAsync("an", "wrong", default);
        house.Time.Pass(AccountRules.LockTime);

        for (int i = 1; i < AccountRules.FailuresToLock; i++)
            (await house.Accounts.SignInAsync("an", "wrong", default)).Outcome.ShouldBe(SignInOutcome.Wrong);

        house.Accounts.Find(AgencyScope.City, "an")!.Failures.ShouldBe((AccountRules.FailuresToLock * 2) - 1);
    }

    [Fact]
    public async Task SignIn_WhileAStrangerGuessesElsewhere_IsOpenToTheHolder()
    {
        await using ControlHouse house = new();
        await AddAsync(house, "an", AccountRole.Analyst);
        for (int i = 0; i < AccountRules.FailuresToLock; i++)
            await house.Accounts.SignInAsync("an", "wrong", "198.51.100.1", default);

        (await house.Accounts.SignInAsync("an", Password, "198.51.100.1", default)).Outcome.ShouldBe(SignInOutcome.Locked);
        (await house.Accounts.SignInAsync("an", Password, "192.0.2.1", default)).Outcome.ShouldBe(SignInOutcome.Right);
        (await house.Accounts.SignInAsync("an", Password, "198.51.100.1", default)).Outcome.ShouldBe(SignInOutcome.Locked);
    }

    [Fact]
    public async Task SignIn_GuessedAtFromManyNetworks_IsOpenOnlyWhereTheHolderHasBeen()
    {
        await using ControlHouse house = new();
        await AddAsync(house, "an", AccountRole.Analyst);
        (await house.Accounts.SignInAsync("an", Password, "192.0.2.1", default)).Outcome.ShouldBe(SignInOutcome.Right);
        SignIn last = await GuessAsync(house);

        last.Outcome.ShouldBe(SignInOutcome.Locked);
        (await house.Accounts.SignInAsync("an", Password, "203.0.113.1", default)).Outcome.ShouldBe(SignInOutcome.Locked);
        (await house.Accounts.SignInAsync("an", "wrong", "192.0.2.1", default)).Outcome.ShouldBe(SignInOutcome.Wrong);
        (await house.Accounts.SignInAsync("an", Password, "192.0.2.1", default)).Outcome.ShouldBe(SignInOutcome.Right);
        (await house.Accounts.SignInAsync("an", Password, "203.0.113.1", default)).Outcome.ShouldBe(SignInOutcome.Locked);
        house.Actions().Count(action => action == "account.locked").ShouldBe(1);
        house.Time.Pass(AccountRules.LockTime);
        (await house.Accounts.SignInAsync("an", Password, "203.0.113.1", default)).Outcome.ShouldBe(SignInOutcome.Right);
    }

    [Fact]
    public async Task SignIn_FromANetworkOfLongAgo_IsAStrangers()
    {
        await using ControlHouse house = new();
        await AddAsync(house, "an", AccountRole.Analyst);
        await house.Accounts.SignInAsync("an", Password, "192.0.2.1", default);
        house.Time.Pass(AccountRules.KnownTime);
        await GuessAsync(house);

        (await house.Accounts.SignInAsync("an", Password, "192.0.2.1", default)).Outcome.ShouldBe(SignInOutcome.Locked);
    }

    [Fact]
    public async Task SetPassword_WhenNetworksWereKnown_ForgetsThem()
    {
        await using ControlHouse house = new();
        await AddAsync(house, "an", AccountRole.Analyst);
        await house.Accounts.SignInAsync("an", Password, "192.0.2.1", default);
        await house.Accounts.SetPasswordAsync(ControlHouse.Tester, AgencyScope.City, "an", Password + "!", default);
        await GuessAsync(house);

        (await house.Accounts.SignInAsync("an", Password + "!", "192.0.2.1", default)).Outcome.ShouldBe(SignInOutcome.Locked);
    }

    [Fact]
    public async Task Unlock_OfAnAccount_OpensItForEveryNetwork()
    {
        await using ControlHouse house = new();
        await AddAsync(house, "an", AccountRole.Analyst);
        for (int i = 0; i < AccountRules.FailuresToLock; i++)
            await house.Accounts.SignInAsync("an", "wrong", "198.51.100.1", default);
        await GuessAsync(house);

        await house.Accounts.UpdateAsync(ControlHouse.Tester, AgencyScope.City, "AN", null, new AccountEdit { Unlock = true }, default);

        (await house.Accounts.SignInAsync("an", Password, "198.51.100.1", default)).Outcome.ShouldBe(SignInOutcome.Right);
        (await house.Accounts.SignInAsync("an", Password, "203.0.113.1", default)).Outcome.ShouldBe(SignInOutcome.Right);
    }

    [Fact]
    public async Task SignIn_FromNetworksWithoutEnd_KeepsTheHoldersAndNoMoreThanIsBounded()
    {
        await using ControlHouse house = new();
        await AddAsync(house, "an", AccountRole.Analyst);
        await house.Accounts.SignInAsync("an", Password, "192.0.2.1", default);

        await GuessAsync(house);

        List<string> kept = house.Database.Read(connection => connection.Query("SELECT network FROM sign_in_networks", row => row.GetString(0)));
        kept.Count.ShouldBe(64);
        kept.ShouldContain("192.0.2.1");
    }

    [Fact]
    public async Task SignIn_ByManyAtOnceWithWrongPasswords_LocksOnce()
    {
        await using ControlHouse house = new();
        await AddAsync(house, "an", AccountRole.Analyst);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(async () => await house.Accounts.SignInAsync("an", "wrong", default))));

        house.Actions().Count(action => action == "account.locked").ShouldBe(1);
        house.Accounts.Find(AgencyScope.City, "an")!.Failures.ShouldBe(AccountRules.FailuresToLock);
    }

    [Fact]
    public async Task SignIn_WithAWeakHash_HashesAnew()
    {
        await using ControlHouse house = new();
        await AddAsync(house, "an", AccountRole.Analyst);
        await house.Database.WriteAsync(transaction => transaction.Execute("UPDATE accounts SET password_hash = $1", $"old:{Password}"), default);

        (await house.Accounts.SignInAsync("an", Password, default)).Outcome.ShouldBe(SignInOutcome.Right);

        house.Database.Read(connection => connection.Query("SELECT password_hash FROM accounts", row => row.GetString(0))).ShouldBe([$"new:{Password}"]);
    }

    [Fact]
    public async Task List_InPages_GivesEveryAccountOnce()
    {
        await using ControlHouse house = new();
        string[] names = ["an", "Binh", "chi", "Dung", "em"];
        foreach (string name in names)
            await AddAsync(house, name, AccountRole.Analyst);

        List<string> found = [];
        string? after = null;
        do
        {
            Page<Account> page = house.Accounts.List(AgencyScope.City, 2, after);
            found.AddRange(page.Items.Select(account => account.Name));
            after = page.Next;
        }
        while (after is not null);

        found.ShouldBe(names);
    }

    private static ValueTask<Change<Account>> AddAsync(ControlHouse house, string name, AccountRole role, string agency = "") =>
        house.Accounts.AddAsync(ControlHouse.Tester, new(name, "", role, agency, Password), default);

    // One wrong password from each of as many networks as it takes to lock the account for strangers.
    private static async Task<SignIn> GuessAsync(ControlHouse house)
    {
        SignIn last = new(SignInOutcome.Right, null, null);
        while (last.Outcome != SignInOutcome.Locked)
            last = await house.Accounts.SignInAsync("an", "wrong", $"10.0.0.{house.Accounts.Find(AgencyScope.City, "an")!.Failures}", default);
        house.Accounts.Find(AgencyScope.City, "an")!.Failures.ShouldBe(AccountRules.FailuresToLockForStrangers);
        return last;
    }
}
