using System.Text.Json.Nodes;
using static HueSoc.Events.Tests.Normalisers.Windows.WindowsEvents;

namespace HueSoc.Events.Tests.Normalisers.Windows;

/// <summary>Values that ECS has in another form than Windows.</summary>
public sealed class WindowsFormsTests
{
    private const string Security = "Microsoft-Windows-Security-Auditing";
    private const string Sysmon = "Microsoft-Windows-Sysmon";

    // What CommandLineToArgvW makes of it, by Microsoft's description of it.
    [Theory]
    [InlineData("cmd", """["cmd"]""")]
    [InlineData("  cmd  /c   dir  ", """["cmd","/c","dir"]""")]
    [InlineData("\"C:\\Program Files\\a.exe\" x", """["C:\\Program Files\\a.exe","x"]""")]
    [InlineData("\"C:\\a", """["C:\\a"]""")]
    [InlineData("a \"b c\" d", """["a","b c","d"]""")]
    [InlineData("a b\"c d\"e", """["a","bc de"]""")]
    [InlineData("a \"\" b", """["a","","b"]""")]
    [InlineData("a \\\"b c", """["a","\"b","c"]""")]
    [InlineData("a \\\\\"b c\"", """["a","\\b c"]""")]
    [InlineData("a \\\\\\\"b", """["a","\\\"b"]""")]
    [InlineData("a c:\\x\\y\\", """["a","c:\\x\\y\\"]""")]
    [InlineData("a \"x\"\"y z\"", """["a","x\"y z"]""")]
    [InlineData("a \"b", """["a","b"]""")]
    [InlineData("a\tb\u0001é", """["a","b\u0001é"]""")]
    public void CommandLine_IsTakenApart(string line, string args)
    {
        JsonObject seen = Normalise(Event(Sysmon, 1, new() { ["CommandLine"] = line }));

        JsonNode.DeepEquals(seen["process"]!["args"], JsonNode.Parse(args)).ShouldBeTrue(seen["process"]!["args"]!.ToJsonString());
        seen["process"]!["args_count"]!.GetValue<int>().ShouldBe(JsonNode.Parse(args)!.AsArray().Count);
        Text(seen, "process.command_line").ShouldBe(line);
    }

    [Fact]
    public void CommandLine_OfVeryManyArguments_ListsSome()
    {
        JsonObject seen = Normalise(Event(Sysmon, 1, new() { ["CommandLine"] = string.Join(' ', Enumerable.Repeat("a", 5_000)) }));

        seen["process"]!["args"]!.AsArray().Count.ShouldBe(1_000);
        seen["process"]!["args_count"]!.GetValue<int>().ShouldBe(5_000);
    }

    [Fact]
    public void CommandLine_LongerThanWindowsTakes_HasNoArguments()
    {
        JsonObject seen = Normalise(Event(Sysmon, 1, new() { ["CommandLine"] = new string('a', 100_000) }));

        Text(seen, "process.command_line")!.Length.ShouldBe(100_000);
        seen["process"]!["args"].ShouldBeNull();
    }

    [Theory]
    [InlineData("SHA1=B6D237154F2E528F0B503B58B025862D66B02B73", "b6d237154f2e528f0b503b58b025862d66b02b73")]
    [InlineData("MD5=x,SHA1=B6D237154F2E528F0B503B58B025862D66B02B73,,=,SHA1", "b6d237154f2e528f0b503b58b025862d66b02b73")]
    [InlineData("SHA1=B6D2", null)]
    [InlineData("SHA1=Z6D237154F2E528F0B503B58B025862D66B02B73", null)]
    [InlineData("", null)]
    public void Hashes_EachUnderItsName(string hashes, string? sha1)
    {
        JsonObject seen = Normalise(Event(Sysmon, 1, new() { ["Hashes"] = hashes }));

        Text(seen, "process.hash.sha1").ShouldBe(sha1);
        seen["related"]?["hash"]?.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public void Hash_OfNoImports_RelatesToNothing()
    {
        JsonObject seen = Normalise(Event(Sysmon, 1, new() { ["Hashes"] = "IMPHASH=00000000000000000000000000000000" }));

        Text(seen, "process.pe.imphash").ShouldBe(new string('0', 32));
        seen["related"].ShouldBeNull();
    }

    [Theory]
    [InlineData(13, "SetValue", @"HKLM\SYSTEM\x\Start", "HKLM", @"SYSTEM\x", "Start")]
    [InlineData(13, "SetValue", @"HKLM\x", "HKLM", "x", null)]
    [InlineData(13, "SetValue", "HKLM", "HKLM", null, null)]
    [InlineData(12, "CreateKey", @"HKU\S-1-5-21\x", "HKU", @"S-1-5-21\x", null)]
    [InlineData(12, "DeleteValue", @"HKU\S-1-5-21\x", "HKU", "S-1-5-21", "x")]
    [InlineData(13, "SetValue", @"\REGISTRY\MACHINE\SOFTWARE\x\y", "HKLM", @"SOFTWARE\x", "y")]
    [InlineData(12, "CreateKey", @"\\x\\", null, @"\x\\", null)]
    public void RegistryPath_IsTakenApart(int id, string kind, string target, string? hive, string? key, string? value)
    {
        JsonObject seen = Normalise(Event(Sysmon, id, new() { ["EventType"] = kind, ["TargetObject"] = target }));

        (Text(seen, "registry.hive"), Text(seen, "registry.key"), Text(seen, "registry.value")).ShouldBe((hive, key, value));
    }

    [Theory]
    [InlineData("DWORD (0x00000010)", "REG_DWORD", "16")]
    [InlineData("QWORD (0x00000001-0x00000002)", "REG_QWORD", "4294967298")]
    [InlineData("Binary Data", "REG_BINARY", null)]
    [InlineData("C:\\x.exe", null, "C:\\x.exe")]
    [InlineData("DWORD (0x", "REG_DWORD", null)]
    [InlineData("", null, null)]
    public void RegistryData_IsReadFromSysmonsWords(string details, string? type, string? text)
    {
        JsonObject seen = Normalise(Event(Sysmon, 13, new() { ["TargetObject"] = @"HKLM\a\b", ["Details"] = details }));

        Text(seen, "registry.data.type").ShouldBe(type);
        seen["registry"]!["data"]?["strings"]?[0]?.GetValue<string>().ShouldBe(text);
    }

    [Theory]
    [InlineData(@"C:\x.txt", @"C:\", "x.txt", "txt")]
    [InlineData(@"C:\a\b.tar.gz", @"C:\a", "b.tar.gz", "gz")]
    [InlineData(@"C:\a\b.txt:Zone.Identifier", @"C:\a", "b.txt:Zone.Identifier", "txt")]
    [InlineData(@"C:\a\", @"C:\a", null, null)]
    [InlineData("x", null, "x", null)]
    public void FilePath_IsTakenApart(string path, string? folder, string? name, string? extension)
    {
        JsonObject seen = Normalise(Event(Sysmon, 11, new() { ["TargetFilename"] = path }));

        (Text(seen, "file.directory"), Text(seen, "file.name"), Text(seen, "file.extension")).ShouldBe((folder, name, extension));
    }

    [Theory]
    [InlineData("10.0.0.1;", """["10.0.0.1"]""", """[{"type":"A","data":"10.0.0.1"}]""")]
    [InlineData("type:  5 a.example;::ffff:10.0.0.1;2001:db8::1;", """["10.0.0.1","2001:db8::1"]""", """[{"type":"CNAME","data":"a.example"},{"type":"A","data":"10.0.0.1"},{"type":"AAAA","data":"2001:db8::1"}]""")]
    [InlineData("type:  33 ;1:2:3::3;", """["1:2:3::3"]""", """[{"type":"SRV"},{"type":"AAAA","data":"1:2:3::3"}]""")]
    [InlineData("type: 777 x;what;;;", null, """[{"type":"777","data":"x"},{"data":"what"}]""")]
    [InlineData(";type:;;", null, null)]
    public void DnsResults_AreTakenApart(string results, string? resolved, string? answers)
    {
        JsonObject seen = Normalise(Event(Sysmon, 22, new() { ["QueryResults"] = results }));

        seen["dns"]?["resolved_ip"]?.ToJsonString().ShouldBe(resolved);
        seen["dns"]?["answers"]?.ToJsonString().ShouldBe(answers);
        (seen["dns"] is null).ShouldBe(answers is null);
    }

    [Theory]
    [InlineData("10.0.0.1:443", "10.0.0.1", "443")]
    [InlineData("[fe80::1%4]:50123", "fe80::1", "50123")]
    [InlineData("10.0.0.1", "10.0.0.1", null)]
    [InlineData("fe80::1", "fe80::1", null)]
    [InlineData("10.0.0.1:99999", "10.0.0.1", null)]
    [InlineData("[::1", null, null)]
    [InlineData("pc1", null, null)]
    public void EndPoint_IsTakenApart(string written, string? ip, string? port)
    {
        JsonObject seen = Normalise(Event("Microsoft-Windows-RemoteDesktopServices-RdpCoreTS", 131, new() { ["ClientIP"] = written }));

        (Text(seen, "source.ip"), Text(seen, "source.port")).ShouldBe((ip, port));
        Text(seen, "source.address").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("CN=Lê An,OU=x,DC=hue,DC=example", "Lê An", "hue.example")]
    [InlineData("CN=a\\,b,DC=x", "a\\,b", "x")]
    [InlineData("plain", "plain", null)]
    [InlineData("CN=", null, null)]
    [InlineData("CN=a\\", "a\\", null)]
    public void MemberName_IsTakenApart(string member, string? name, string? domain)
    {
        JsonObject seen = Normalise(Event(Security, 4728, new() { ["MemberName"] = member }));

        (Text(seen, "user.target.name"), Text(seen, "user.target.domain")).ShouldBe((name, domain));
    }

    [Fact]
    public void Details_LinesInTheCommandLineOfTheHost_DoNotCountForPowerShellsOwn()
    {
        string context = "        Host Name = ConsoleHost\r\n        Host Application = powershell -c x\r\n        Host Name = evil\r\n        User = HUE\\nobody\r\n"
            + "        Engine Version = 5.1\r\n        User = HUE\\an\r\n        Connected User = \r\n";

        JsonObject seen = Normalise(Event("Microsoft-Windows-PowerShell", 4103, new() { ["ContextInfo"] = context }));

        Text(seen, "process.title").ShouldBe("ConsoleHost");
        Text(seen, "user.name").ShouldBe("an");
        Text(seen, "process.command_line").ShouldBe("powershell -c x");
    }

    [Fact]
    public void Details_UnderDataWithoutNames_AreRead()
    {
        JsonObject document = Event("PowerShell", 400, new() { ["Data"] = new JsonArray("Available", "None", "\tHostVersion=5.1\r\n\tCommandLine=a\r\nb=c") });

        JsonObject seen = Normalise(document);

        Text(seen, "powershell.process.executable_version").ShouldBe("5.1");
        Text(seen, "powershell.command.value").ShouldBe("a\r\nb=c");
    }
}
