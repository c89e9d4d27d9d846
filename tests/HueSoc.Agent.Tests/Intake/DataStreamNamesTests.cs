using System.Text;
using HueSoc.Agent.Intake;

namespace HueSoc.Agent.Tests.Intake;

public sealed class DataStreamNamesTests
{
    [Theory]
    [InlineData("system.auth", "logs-system.auth-default")]
    [InlineData("Windows-Security", "logs-windows_security-default")]
    [InlineData("một", "logs-m___t-default")]
    [InlineData("", "logs-generic-default")]
    public void Of_ADataset_IsANameThatServersTake(string dataset, string stream) =>
        new DataStreamNames().Of(Encoding.UTF8.GetBytes(dataset)).ShouldBe(stream);

    [Fact]
    public void Of_ADatasetOfManyBytes_IsCut() => new DataStreamNames().Of(new byte[5000]).Length.ShouldBeLessThan(128);
}
