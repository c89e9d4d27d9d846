namespace HueSoc.Server.Tests.Running;

/// <summary>Tests that share a server: it takes longer to start than most tests take.</summary>
[CollectionDefinition(Name)]
#pragma warning disable CA1711 // xunit's word for it.
public sealed class ServerCollection : ICollectionFixture<RunningServer>
{
    public const string Name = "server";
}
