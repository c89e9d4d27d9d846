using System.Globalization;
using System.Text;
using System.Text.Json;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Tests.EventStore;

namespace HueSoc.Storage.Tests.Queries;

/// <summary>Events of few words, so that queries of the same words meet them, in every spelling a document may have.</summary>
internal sealed class RandomEvents(Random random)
{
    public static readonly string[] Users = ["an", "An", "BÌNH", "bi\u0300nh", "Nguyễn Văn Ân", "svc-backup", "", "a*b"];
    public static readonly string[] Hosts = ["PC-1", "pc-2", "PC-10", "máy-chủ-1", "MÁY-CHỦ-2"];
    public static readonly string[] Codes = ["1", "11", "4624", "4625", "4634", "abc"];
    public static readonly string[] Addresses = ["10.0.0.1", "10.0.0.200", "10.1.2.3", "192.168.1.1", "2001:DB8:0::1", "::ffff:10.0.0.7", "not-an-ip", "10.x"];
    public static readonly string[] Messages = ["Đăng nhập thất bại", "đa\u0306ng nhập thành công", "tệp đã bị xóa", "failed logon", "nhập tệp", "…", "mimikatz katz"];
    public static readonly string[] Commands = [@"C:\Windows\System32\cmd.exe /c whoami", @"powershell -enc AAAA", @"C:\Temp\mimikatz.exe", "nhập liệu"];
    public static readonly string[] Agencies = ["", "H57.01", "H57.02"];

    /// <summary>An event that happened within three days around noon.</summary>
    public EventToAppend Next(int number)
    {
        DateTimeOffset at = Sample.Noon.AddSeconds(random.Next(-100_000, 100_000));
        if (random.Next(3) == 0)
            at = Sample.Noon.AddHours(random.Next(-5, 5)); // Many at the same moment.
        string agency = Agencies[random.Next(Agencies.Length)];
        EventToAppend sample = Sample.Event(Sample.Id(Sample.Noon.AddDays(random.Next(-1, 2)), number), agency: agency, at: at);
        return sample with { Document = Document(at, agency) };
    }

    private byte[] Document(DateTimeOffset at, string agency)
    {
        List<string> members = [$"\"@timestamp\":\"{at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}\""];
        if (agency.Length > 0)
            members.Add($"\"organization\":{{\"id\":\"{agency}\"}}");
        Maybe(members, "user", "name", Users);
        Maybe(members, "host", "name", Hosts);
        Maybe(members, "event", "code", Codes);
        Maybe(members, "event", "action", ["logon-failed", "Đăng-Xuất", "x"]);
        Maybe(members, "source", "ip", Addresses);
        Maybe(members, "destination", "ip", Addresses);
        Maybe(members, "process", "command_line", Commands);
        Maybe(members, "labels", "x", ["1", "2.5", "-3", "abc", "đỏ"]);
        if (random.Next(4) > 0)
            members.Add($"\"message\":{Value(Messages)}");
        if (random.Next(4) == 0)
            members.Add($"\"winlog\":{{\"event_data\":{{\"CommandLine\":{Value(Commands)}}}}}");
        string[] shuffled = [.. members];
        random.Shuffle(shuffled);
        return Encoding.UTF8.GetBytes($"{{{string.Join(',', shuffled)}}}");
    }

    private void Maybe(List<string> members, string parent, string child, string[] values)
    {
        switch (random.Next(6))
        {
            case 0:
                break;
            case 1:
                members.Add($"\"{parent}.{child}\":{Value(values)}");
                break;
            case 2:
                members.Add($$"""
                    "{{parent}}":[{"{{child}}":{{Value(values)}}},{"other":1}]
                    """);
                break;
            default:
                members.Add($"\"{parent}\":{{\"{child}\":{Value(values)}}}");
                break;
        }
    }

    private string Value(string[] values) => random.Next(8) switch
    {
        0 => $"[{Text(values)},{Text(values)},null]",
        1 => "null",
        2 => random.Next(5000).ToString(CultureInfo.InvariantCulture),
        _ => Text(values),
    };

    private string Text(string[] values) => JsonSerializer.Serialize(values[random.Next(values.Length)]);
}
