using System.Text.Json;
using HueSoc.Sigma.Conditions;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Pipelines;
using HueSoc.Sigma.Rules;
using HueSoc.Tests.Corpus;

namespace HueSoc.Sigma.Tests.Pipelines;

public sealed class ShippedPipelinesTests
{
    private const string KeyDeletion = "AccessMask=/(?i)^0x[0-9a-f]*[13579bdf][0-9a-f]{4}$/ Channel=Security EventID=4663 ObjectType=Key";
    private const string LogSources = "corpora/sigma/windows-logsources.json";

    [Fact]
    public void Shipped_EachFile_IsNamedLikeItselfAndFitsWithTheOthers()
    {
        ProcessingPipeline[] pipelines = [.. Directory.GetFiles(Folder, "*.yml").Order(StringComparer.Ordinal).Select(Load)];
        pipelines.Select(p => p.Name).ShouldBe(["linux", "web", "windows-audit-keys", "windows-audit", "windows-services", "windows-sysmon"]);
        new PipelineSet([.. pipelines], ["windows"]).Problems.ShouldBeEmpty();
    }

    [CorpusFact(LogSources)]
    public void Shipped_SysmonAndServices_HaveTheGatesTheExpectedResultsWereMeasuredWith()
    {
        PipelineSet set = Set("windows-sysmon", "windows-services");
        using JsonDocument sources = JsonDocument.Parse(File.ReadAllBytes(CorpusPaths.Of(LogSources)));
        int evaluated = 0;
        foreach (JsonElement source in sources.RootElement.EnumerateArray())
        {
            SigmaRule rule = RuleText.Rule("A=x", source.GetProperty("category").GetString(), "windows", source.GetProperty("service").GetString());
            PipelineOutcome outcome = set.Apply(rule);
            evaluated += outcome.Variants.IsEmpty ? 0 : source.GetProperty("rules").GetInt32();
            string expected = string.Join(' ', source.GetProperty("gate").EnumerateObject().OrderBy(g => g.Name, StringComparer.Ordinal)
                .Select(g => $"{g.Name}={string.Join('|', g.Value.EnumerateArray().Select(v => v.GetString()))}"));

            // The measured gates knew only the name that the event viewer shows for this log.
            if (rule.LogSource.Service == "dns-client")
                expected += "|Microsoft-Windows-DNS-Client/Operational";
            if (expected.Length > 0)
                Gate(outcome.Variants.ShouldHaveSingleItem(rule.LogSource.ToString())).ShouldBe(expected, rule.LogSource.ToString());
        }

        evaluated.ShouldBeGreaterThanOrEqualTo(2834);
    }

    [Theory]
    [InlineData("process_creation", null, "Channel=Microsoft-Windows-Sysmon/Operational EventID=1", "Channel=Security EventID=4688")]
    [InlineData("registry_set", null, "Channel=Microsoft-Windows-Sysmon/Operational EventID=13", "Channel=Security EventID=4657 OperationType=%%1904|%%1905")]
    [InlineData("registry_event", null, "Channel=Microsoft-Windows-Sysmon/Operational EventID=12|13|14", "Channel=Security EventID=4657", KeyDeletion)]
    [InlineData("registry_delete", null, "Channel=Microsoft-Windows-Sysmon/Operational EventID=12", "Channel=Security EventID=4657 OperationType=%%1906", KeyDeletion)]
    [InlineData("registry_add", null, "Channel=Microsoft-Windows-Sysmon/Operational EventID=12")]
    [InlineData("process_termination", null, "Channel=Microsoft-Windows-Sysmon/Operational EventID=5", "Channel=Security EventID=4689")]
    [InlineData("file_event", null, "Channel=Microsoft-Windows-Sysmon/Operational EventID=11", "AccessMask=/(?i)^0x[0-9a-f]*[2-7a-f]$/ Channel=Security EventID=4663 ObjectType=File")]
    [InlineData("file_access", null, "AccessMask=/(?i)^0x[0-9a-f]*[13579bdf]$/ Channel=Security EventID=4663 ObjectType=File")]
    [InlineData("process_access", null, "Channel=Microsoft-Windows-Sysmon/Operational EventID=10", "Channel=Security EventID=4656 ObjectType=Process")]
    [InlineData("pipe_created", null, "Channel=Microsoft-Windows-Sysmon/Operational EventID=17|18", @"Channel=Security EventID=5145 ShareName=*\\IPC$")]
    [InlineData("driver_load", null, "Channel=Microsoft-Windows-Sysmon/Operational EventID=6", "Channel=Security EventID=4697 ServiceType=0x1|0x2|0x8")]
    [InlineData("dns_query", null, "Channel=Microsoft-Windows-Sysmon/Operational EventID=22",
        "Channel=Microsoft-Windows-DNS Client Events/Operational|Microsoft-Windows-DNS-Client/Operational EventID=3008")]
    [InlineData("antivirus", null, "Channel=Microsoft-Windows-Windows Defender/Operational EventID=1006|1015|1116")]
    [InlineData("network_connection", null, "Channel=Microsoft-Windows-Sysmon/Operational EventID=3", "Channel=Security EventID=5156")]
    [InlineData("registry_rename", null, "Channel=Microsoft-Windows-Sysmon/Operational EventID=14")]
    [InlineData("process_creation", "sysmon", "Channel=Microsoft-Windows-Sysmon/Operational EventID=1")]
    [InlineData("process_creation", "security", "Channel=Security EventID=4688")]
    [InlineData("ps_classic_script", null, "Channel=Windows PowerShell EventID=800")]
    [InlineData(null, "powershell", "Channel=Microsoft-Windows-PowerShell/Operational|PowerShellCore/Operational")]
    [InlineData(null, "smbserver-connectivity", "Channel=Microsoft-Windows-SMBServer/Connectivity")]
    public void Shipped_WindowsLogSource_HasAVariantOfEachPipelineThatKnowsIt(string? category, string? service, params string[] gates) =>
        All().Apply(RuleText.Rule("A=x", category, "windows", service)).Variants.Select(Gate).Order(StringComparer.Ordinal)
            .ShouldBe(gates.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("process_creation", null, "Channel=Linux-Sysmon/Operational EventID=1")]
    [InlineData("file_event", null, "Channel=Linux-Sysmon/Operational EventID=11")]
    [InlineData("network_connection", null, "Channel=Linux-Sysmon/Operational EventID=3")]
    [InlineData(null, "auditd", "event.module=auditd")]
    [InlineData(null, "sshd", "process.name=sshd|sshd-session")]
    [InlineData(null, "auth", "event.dataset=system.auth")]
    [InlineData(null, null, "host.os.type=linux")]
    public void Shipped_LinuxLogSource_IsMapped(string? category, string? service, string gate) =>
        Gate(All().Apply(RuleText.Rule("A=x", category, "linux", service)).Variants.ShouldHaveSingleItem()).ShouldBe(gate);

    [Theory]
    [InlineData("webserver", null, null, "event.category=web")]
    [InlineData("webserver", null, "iis", "event.category=web event.module=iis")]
    [InlineData(null, "apache", null, "event.module=apache")]
    [InlineData(null, null, "nginx", "event.module=nginx")]
    public void Shipped_WebLogSource_IsMapped(string? category, string? product, string? service, string gate) =>
        Gate(All().Apply(RuleText.Rule("A=x", category, product, service)).Variants.ShouldHaveSingleItem()).ShouldBe(gate);

    [Theory]
    [InlineData("webserver", null, "cs-uri-query=*x*", "(cs-uri-query=*x* or c-uri=*x*)")]
    [InlineData(null, "sudo", "USER=root", "(USER=root or system.auth.sudo.user=root)")]
    public void Shipped_OtherFields_AreLookedForWhereTheyMayBe(string? category, string? service, string before, string after) =>
        RuleText.Of(All().Apply(RuleText.Rule(before, category, category is null ? "linux" : null, service)).Variants.ShouldHaveSingleItem(), "s").ShouldBe(after);

    [Theory]
    [InlineData("file_rename", "windows", null)]
    [InlineData("process_creation", "windows", "application")]
    [InlineData("process_creation", "macos", null)]
    [InlineData("process_creation", null, null)]
    [InlineData("proxy", null, null)]
    [InlineData(null, "aws", "cloudtrail")]
    public void Shipped_OtherLogSource_IsNotApplicable(string? category, string? product, string? service) =>
        All().Apply(RuleText.Rule("A=x", category, product, service)).NotApplicable.ShouldNotBeNull().ShouldStartWith("no pipeline maps ");

    [Theory]
    [InlineData("process_creation", @"Image=*\cmd.exe and ParentImage=*\winword.exe and CommandLine=*x*", @"(NewProcessName=*\\cmd.exe and ParentProcessName=*\\winword.exe and CommandLine=*x*)")]
    [InlineData("process_creation", "IntegrityLevel=System|S-1-16-16384", "MandatoryLabel=S-1-16-16384|S-1-16-16384")]
    [InlineData("process_creation", "User=*AUTHORI*", "(SubjectUserName=S-1-5-18|S-1-5-19|S-1-5-20 or SubjectUserSid=S-1-5-18|S-1-5-19|S-1-5-20 or TargetUserName=S-1-5-18|S-1-5-19|S-1-5-20 or TargetUserSid=S-1-5-18|S-1-5-19|S-1-5-20)")]
    [InlineData("process_creation", @"!User=CITY\\lan", "(!SubjectUserName=lan and !SubjectUserSid=lan and !TargetUserName=lan and !TargetUserSid=lan)")]
    [InlineData("process_creation", "ProcessId=#4 and ParentProcessId=#700 and TokenElevationType=TokenElevationTypeFull", "(NewProcessId=0x4 and ProcessId=0x2bc and TokenElevationType=%%1937)")]
    [InlineData("process_termination", @"Image=*\\x.exe and ProcessId=#4 and User=HUE\\lan", @"(ProcessName=*\\x.exe and ProcessId=0x4 and (SubjectUserName=lan or SubjectUserSid=lan))")]
    [InlineData("process_creation", "OriginalFileName=x.exe", "OriginalFileName=x.exe")]
    [InlineData("registry_set", @"TargetObject=HKLM\Software\Run\\* and Details=DWORD (0x00000001)",
        @"(ObjectName=\\REGISTRY\\MACHINE\\Software\\Run\\*|\\REGISTRY\\MACHINE\\Software\\Run and NewValue=1)")]
    [InlineData("registry_set", @"TargetObject=*\System\CurrentControlSet\Services\X\Start", @"((ObjectName=*\\System\\ControlSet00?\\Services\\X and ObjectValueName=Start) or ObjectValueName=*\\System\\ControlSet00?\\Services\\X\\Start)")]
    [InlineData("registry_set", @"TargetObject=HKCU\Software\X\A and Details=Binary Data", @"(((ObjectName=\\REGISTRY\\USER\\*\\Software\\X and ObjectValueName=A) or (ObjectName=\\REGISTRY\\USER\\* and ObjectValueName=*\\Software\\X\\A) or (ObjectName=\\REGISTRY\\USER and ObjectValueName=*\\Software\\X\\A)) and NewValueType=%%1875)")]
    [InlineData("registry_set", "Details=*DWORD (0x000000ff)*|DWORD (0x0000000A)|x", "NewValue=255|10|x")]
    [InlineData("registry_delete", @"TargetObject=*\Run\X", @"((ObjectName=*\\Run and ObjectValueName=X) or ObjectValueName=*\\Run\\X)")]
    [InlineData("file_event", @"TargetFilename=*\\a.dmp and Image=x", @"(ObjectName=*\\a.dmp and ProcessName=x)")]
    [InlineData("file_delete", "TargetFilename=a and ProcessId=#16", "(ObjectName=a and ProcessId=0x10)")]
    [InlineData("file_access", "FileName=a", "ObjectName=a")]
    [InlineData("process_access", @"TargetImage=C:\Windows\\* and SourceImage=C:\x.exe and GrantedAccess=0x1410",
        @"(ObjectName=\\Device\\HarddiskVolume*\\Windows\\* and ProcessName=C:\\x.exe and AccessMask=0x1410)")]
    [InlineData("pipe_created", @"PipeName=\\a*|*b", "RelativeTargetName=a*|*b")]
    [InlineData("driver_load", @"ImageLoaded=C:\Windows\System32\\*|C:\x.sys|*\y.sys", @"ServiceFileName=*System32\\*|*C:\\x.sys|*\\y.sys")]
    [InlineData("dns_query", "QueryName=a", "QueryName=a")]
    [InlineData("registry_event", "EventType=SetValue and Image=x", "(OperationType=%%1904|%%1905 and ProcessName=x)")]
    [InlineData("network_connection", @"Image=C:\Windows\\* and Initiated=true and DestinationPort=#22 and DestinationIp=1.2.3.4 and Protocol=tcp",
        @"(Application=\\device\\harddiskvolume*\\Windows\\* and Direction=%%14593 and DestPort=#22 and DestAddress=1.2.3.4 and Protocol=6)")]
    public void Shipped_WindowsAudit_SaysTheSameInTheWordsOfTheSecurityLog(string category, string before, string after) =>
        RuleText.Of(Set("windows-audit").Apply(RuleText.Rule(before, category)).Variants.ShouldHaveSingleItem(), "s").ShouldBe(after);

    [Theory]
    [InlineData("process_access", "CallTrace=x", "the Security log does not know the call stack that the rule asks for")]
    [InlineData("network_connection", "User=x", "the Security log does not know the user of a connection that the rule asks for")]
    [InlineData("pipe_created", "Image=x", "the Security log does not know the program at a pipe that the rule asks for")]
    [InlineData("dns_query", "Image=x", "the DNS client does not know the program that the rule asks for")]
    public void Shipped_WindowsAudit_RefusesWhatWouldFireAllDay(string category, string items, string reason) =>
        Set("windows-audit").Apply(RuleText.Rule(items, category)).Failure.ShouldNotBeNull().ToString().ShouldEndWith(reason);

    [Fact]
    public void Shipped_WindowsAudit_SaysServicesOfTheSystemLogInWordsOfTheSecurityLog() =>
        RuleText.Of(
            Set("windows-audit").Apply(RuleText.Rule("EventID=#7045 and Provider_Name=Service Control Manager and ImagePath=*x and StartType=auto start and ServiceType=kernel mode driver", null, "windows", "system"))
                .Variants.ShouldHaveSingleItem(),
            "s").ShouldBe("(EventID=4697 and Provider_Name=Microsoft-Windows-Security-Auditing and ServiceFileName=*x and ServiceStartType=2 and ServiceType=0x1)");

    [Fact]
    public void Shipped_WindowsAudit_LeavesOtherRulesOfTheSystemLogAlone() =>
        Set("windows-audit").Apply(RuleText.Rule("EventID=#7036", null, "windows", "system")).Variants.ShouldBeEmpty();

    [Fact]
    public void Shipped_WindowsAuditKeys_SaysDeletionsInWordsOfTheSecurityLog() =>
        RuleText.Of(Set("windows-audit-keys").Apply(RuleText.Rule(@"EventType=DeleteKey and TargetObject=HKLM\System\CurrentControlSet\\*", "registry_delete")).Variants.ShouldHaveSingleItem(), "s")
            .ShouldBe(@"(ObjectType=Key and ObjectName=\\REGISTRY\\MACHINE\\System\\ControlSet00?\\*)");

    [Fact]
    public void Shipped_Antivirus_IsWhatDefenderFound() =>
        RuleText.Of(Set("windows-services").Apply(RuleText.Rule(@"Signature=PWS* and Filename=C:\x|*.dmp", "antivirus", null)).Variants.ShouldHaveSingleItem(), "s")
            .ShouldBe(@"(ThreatName=PWS* and Path=*:_C:\\x|*.dmp)");

    private static string Folder => Path.Combine(CorpusPaths.Repository, "rules", "pipelines");

    private static PipelineSet All() => Set("linux", "web", "windows-audit", "windows-audit-keys", "windows-services", "windows-sysmon");

    private static PipelineSet Set(params string[] names) => new([.. names.Select(n => Load(Path.Combine(Folder, n + ".yml")))], ["windows"]);

    private static ProcessingPipeline Load(string path) => PipelineText.Parse(File.ReadAllText(path), path);

    /// <summary>What the pipelines demand beyond the rule: read from the tree, so that it must stand there as ordinary items.</summary>
    private static string Gate(SigmaRule variant)
    {
        ConditionAnd condition = variant.Conditions.ShouldHaveSingleItem().ShouldBeOfType<ConditionAnd>();
        condition.Parts[^1].ShouldBe(new ConditionIdentifier("s"));
        return string.Join(' ', condition.Parts[..^1]
            .SelectMany(p => Items(variant.Detections.Single(d => string.Equals(d.Name, p.ShouldBeOfType<ConditionIdentifier>().Name, StringComparison.Ordinal)).Root))
            .OrderBy(i => i.Field, StringComparer.Ordinal)
            .Select(i => $"{i.Field}={string.Join('|', i.Values.Select(v => v switch
            {
                NumberValue number => number.Text,
                RegexValue regex => $"/{regex.Pattern}/",
                _ => ((StringValue)v).Text.ToString(),
            }))}"));
    }

    private static IEnumerable<DetectionItem> Items(DetectionNode node) =>
        node is DetectionAll all ? all.Parts.SelectMany(Items) : [node.ShouldBeOfType<DetectionItem>()];
}
