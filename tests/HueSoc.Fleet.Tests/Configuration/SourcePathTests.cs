using HueSoc.Fleet.Configuration;

namespace HueSoc.Fleet.Tests.Configuration;

public sealed class SourcePathTests
{
    [Theory]
    [InlineData("/var/log/auth.log")]
    [InlineData("/var/log/**/*.log")]
    [InlineData("/srv/sites/xã phường/*.log")]
    [InlineData("/home/dev/app.log")]
    [InlineData("/var/log/a b?.log")]
    [InlineData("C:\\inetpub\\logs\\LogFiles\\**\\*.log")]
    [InlineData("d:/logs/*.log")]
    [InlineData("/var/log/weird\\name.log")]
    public void Fault_OfAPathOfTheMachineItself_IsNone(string path) => SourcePath.Fault(path).ShouldBeNull();

    [Theory]
    [InlineData("\\\\server\\share\\a.log")]
    [InlineData("//server/share/a.log")]
    [InlineData("\\/server/share")]
    [InlineData("/\\server\\share")]
    [InlineData("\\\\.\\PhysicalDrive0")]
    [InlineData("\\\\?\\C:\\a.log")]
    [InlineData("\\\\?\\UNC\\server\\share\\a.log")]
    [InlineData("\\??\\C:\\a.log")]
    [InlineData("\\Device\\Harddisk0")]
    [InlineData("\\var\\log\\a.log")]
    [InlineData("/dev/sda")]
    [InlineData("/DEV/sda")]
    [InlineData("/dev")]
    [InlineData("/proc/self/mem")]
    [InlineData("/sys/kernel/x")]
    [InlineData("/d*/sda")]
    [InlineData("/?ev/sda")]
    [InlineData("/**")]
    [InlineData("/**/sda")]
    [InlineData("/var/../dev/sda")]
    [InlineData("/./dev/sda")]
    [InlineData("/var//log")]
    [InlineData("/var/log/")]
    [InlineData("/var/log/a**b")]
    [InlineData("/")]
    [InlineData("")]
    [InlineData("var/log/a.log")]
    [InlineData("~/a.log")]
    [InlineData("C:a.log")]
    [InlineData("C:\\")]
    [InlineData("C:\\logs\\..\\a.log")]
    [InlineData("C:\\logs\\a.log:stream")]
    [InlineData("C:\\logs\\NUL")]
    [InlineData("C:\\logs\\nul.txt")]
    [InlineData("C:\\logs\\con .log")]
    [InlineData("C:\\logs\\COM1")]
    [InlineData("C:\\logs\\lpt\u00B9.log")]
    [InlineData("file:///var/log/a.log")]
    [InlineData("/var/log/a\0.log")]
    [InlineData("/var/log/a\n.log")]
    [InlineData(null)]
    public void Fault_OfAnythingElse_IsNamed(string? path) => SourcePath.Fault(path).ShouldNotBeNull();

    [Fact]
    public void Fault_OfHalfACharacter_IsNamed() => SourcePath.Fault("/var/log/\ud800.log").ShouldNotBeNull();

    [Fact]
    public void Fault_OfAPathThatIsTooLong_IsNamed() => SourcePath.Fault("/" + new string('a', 2_000)).ShouldNotBeNull();
}
