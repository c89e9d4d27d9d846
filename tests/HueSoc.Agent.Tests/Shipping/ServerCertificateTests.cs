namespace HueSoc.Agent.Tests.Shipping;

public class ServerCertificateTests
{
    [Fact]
    public async Task RunAsync_AuthorityPinned_IsTrusted()
    {
        using TestAuthority authority = new();
        using RawServer server = new(authority.Shown);
        await ShouldBeTakenAsync(server, authority.AuthorityPin);
    }

    [Fact]
    public async Task RunAsync_ServersOwnCertificatePinned_IsTrustedUnderAnyName()
    {
        using TestAuthority authority = new();
        using RawServer server = new(authority.Shown, "localhost");
        await ShouldBeTakenAsync(server, authority.ServerPin);
    }

    [Fact]
    public async Task RunAsync_AuthorityPinnedAndAnotherName_IsRefused()
    {
        using TestAuthority authority = new();
        using RawServer server = new(authority.Shown, "localhost");
        await ShouldBeRefusedAsync(server, authority.AuthorityPin);
    }

    [Fact]
    public async Task RunAsync_AnotherAuthorityPinned_IsRefused()
    {
        using TestAuthority authority = new();
        using TestAuthority other = new();
        using RawServer server = new(authority.Shown);
        await ShouldBeRefusedAsync(server, other.AuthorityPin);
    }

    [Fact]
    public async Task RunAsync_PinnedAuthorityShownThatDidNotSign_IsRefused()
    {
        using TestAuthority authority = new();
        using TestAuthority forger = new();
        using RawServer server = new(forger.ShownBeside(authority));
        await ShouldBeRefusedAsync(server, authority.AuthorityPin);
    }

    [Fact]
    public async Task RunAsync_NothingPinned_ChainThatTheSystemDoesNotKnowIsRefused()
    {
        using TestAuthority authority = new();
        using RawServer server = new(authority.Shown);
        await ShouldBeRefusedAsync(server, pin: null);
    }

    private static async Task ShouldBeTakenAsync(RawServer server, string pin)
    {
        await using ShipperHarness harness = new() { CertificatePin = pin };
        harness.Append(3);
        harness.Start(server.Address);
        await harness.UntilDoneAsync();
        server.Taken.Count.ShouldBe(3);
        harness.Shipper.Status.LastError.ShouldBeNull();
    }

    private static async Task ShouldBeRefusedAsync(RawServer server, string? pin)
    {
        await using ShipperHarness harness = new() { CertificatePin = pin };
        harness.Append(3);
        harness.Start(server.Address);
        await harness.UntilAsync(() => harness.Shipper.Status.Requests > 2);
        server.Requests.ShouldBeEmpty();
        harness.Shipper.Status.Problem.ShouldNotBeNull();
    }
}
