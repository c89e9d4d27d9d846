using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Accounts;
using HueSoc.Storage.Control.Tokens;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Storage.Tests.Control;

public sealed class TokenStoreTests
{
    [Fact]
    public async Task Authenticate_TheTextThatWasGiven_GivesTheToken()
    {
        await using ControlHouse house = new();
        IssuedToken issued = await AddAsync(house);

        house.Tokens.Authenticate(issued.Text)!.Id.ShouldBe(issued.Token.Id);

        issued.Text.ShouldMatch("^huesoc_[0-9a-f]{16}_[0-9a-f]{64}$");
    }

    [Fact]
    public async Task Authenticate_AnythingElse_GivesNothing()
    {
        await using ControlHouse house = new();
        string text = (await AddAsync(house)).Text;
        string other = (await AddAsync(house)).Text;
        string[] wrong =
        [
            "", "huesoc_", text[..^1], text + "0", text.ToUpperInvariant(), text[..24] + other[24..], "huesoc_0000000000000000_" + text[24..], new string('x', 100_000),
            text[..24] + new string('0', 100_000),
        ];

        wrong.Where(attempt => house.Tokens.Authenticate(attempt) is not null).ShouldBeEmpty();
    }

    [Fact]
    public async Task Authenticate_AfterItExpired_GivesNothing()
    {
        await using ControlHouse house = new();
        IssuedToken issued = await AddAsync(house, TimeSpan.FromHours(1));

        house.Time.Pass(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        house.Tokens.Authenticate(issued.Text).ShouldNotBeNull();
        house.Time.Pass(TimeSpan.FromTicks(1));
        house.Tokens.Authenticate(issued.Text).ShouldBeNull();
    }

    [Fact]
    public async Task Authenticate_AfterItWasRevokedHere_GivesNothingAtOnce()
    {
        await using ControlHouse house = new();
        IssuedToken issued = await AddAsync(house);
        house.Tokens.Authenticate(issued.Text).ShouldNotBeNull();

        await house.Tokens.RevokeAsync(ControlHouse.Tester, AgencyScope.City, issued.Token.Id, default);

        house.Tokens.Authenticate(issued.Text).ShouldBeNull();
        house.Actions().ShouldBe(["token.created", "token.revoked"]);
    }

    [Fact]
    public async Task Authenticate_AfterItWasRevokedElsewhere_GivesNothingAfterSomeSeconds()
    {
        await using ControlHouse house = new();
        IssuedToken issued = await AddAsync(house);
        house.Tokens.Authenticate(issued.Text).ShouldNotBeNull();
        await using (ControlDatabase other = ControlDatabase.Open(house.Folder, ControlRole.Administration))
            await new TokenStore(other, new(other, house.Time), house.Time).RevokeAsync(ControlHouse.Tester, AgencyScope.City, issued.Token.Id, default);

        house.Time.Pass(TimeSpan.FromSeconds(2));

        house.Tokens.Authenticate(issued.Text).ShouldBeNull();
    }

    [Fact]
    public async Task Store_AfterMakingOne_HoldsNoSecret()
    {
        await using ControlHouse house = new();
        IssuedToken issued = await AddAsync(house);
        await house.Database.DisposeAsync();

        string secret = issued.Text[24..];
        foreach (string file in Directory.GetFiles(house.Folder))
            System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)).ShouldNotContain(secret);
    }

    [Fact]
    public async Task Revoke_OfAnotherAgency_IsNotFound()
    {
        await using ControlHouse house = new();
        IssuedToken issued = await AddAsync(house);

        (await house.Tokens.RevokeAsync(ControlHouse.Tester, AgencyScope.Of(["B"]), issued.Token.Id, default)).Outcome.ShouldBe(ChangeOutcome.NotFound);

        house.Tokens.Find(AgencyScope.Of(["B"]), issued.Token.Id).ShouldBeNull();
        house.Tokens.Authenticate(issued.Text).ShouldNotBeNull();
    }

    private static async Task<IssuedToken> AddAsync(ControlHouse house, TimeSpan? lifetime = null)
    {
        Change<IssuedToken> change = await house.Tokens.AddAsync(ControlHouse.Tester, new("script", AccountRole.Analyst, "", lifetime), default);
        return change.Value!;
    }
}
