using System.Text;
using System.Text.Json;
using HueSoc.Events.Logs;

namespace HueSoc.Events.Tests.Logs;

/// <summary>What every format of lines must hold to, whatever a file has in it.</summary>
public sealed class LogFormatContract
{
    private static readonly DateTimeOffset Read = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Formats => [.. LogFormats.All.Where(format => format.Framing == RecordFraming.Lines).Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Read_HostileRecords_AreEventsWithTheirTextOrDirectives(string name)
    {
        foreach (byte[] record in Hostile())
            ShouldBeAnEvent(name, record);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Read_RandomChangesOfRealRecords_AreEvents(string name)
    {
        Random random = new(20260301);
        byte[][] seeds = [.. Real().Select(Encoding.UTF8.GetBytes)];
        for (int i = 0; i < 3000; i++)
        {
            List<byte> record = [.. seeds[random.Next(seeds.Length)]];
            for (int change = random.Next(1, 6); change > 0 && record.Count > 0; change--)
            {
                int at = random.Next(record.Count);
                switch (random.Next(4))
                {
                    case 0: record[at] = (byte)random.Next(256); break;
                    case 1: record.RemoveAt(at); break;
                    case 2: record.Insert(at, (byte)" \"[]<>\\:=;'{}("[random.Next(14)]); break;
                    default: record.RemoveRange(at, record.Count - at); break;
                }
            }

            ShouldBeAnEvent(name, [.. record.Where(b => b != '\n')]);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Begin_ForeignState_IsNoProblem(string name)
    {
        foreach (string? state in (string?[])[null, "", "\n", "x\ny", "\n\n\n", new string('a', 5000), "2026\n" + string.Concat(Enumerable.Repeat("c-ip ", 1000))])
        {
            LogReading reading = LogFormats.Find(name)!.Begin(state);
            _ = new LogNormaliser(TimeZoneInfo.Utc).Normalise(reading, "10.0.0.9 x"u8, default, Read);
            (reading.State?.Length ?? 0).ShouldBeLessThanOrEqualTo(4096);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Recognises_AnyBytes_Answers(string name)
    {
        foreach (byte[] sample in Hostile())
            _ = LogFormats.Find(name)!.Recognises(sample.AsSpan(0, Math.Min(sample.Length, LogFormats.SampleBytes)));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Read_LongRecordsThatHaveToBeEscaped_AreEventsWithinTheBoundWithTheirText(string name)
    {
        LogNormaliser normaliser = new(TimeZoneInfo.Utc) { LongestEvent = 1 << 20 };
        int bare = 0;
        byte[] filling = new byte[65_000];
        foreach (string line in Real())
        {
            for (int space = line.IndexOf(' ', StringComparison.Ordinal); space >= 0; space = line.IndexOf(' ', space + 1))
            {
                // Bytes that take six, five and two in JSON, in turn.
                filling.AsSpan().Fill((space % 3) switch { 0 => 1, 1 => 0xFF, _ => (byte)'\\' });
                byte[] record = [.. Encoding.UTF8.GetBytes(line[..(space + 1)]), .. filling, .. Encoding.UTF8.GetBytes(line[(space + 1)..])];
                ReadOnlySpan<byte> json = normaliser.Normalise(LogFormats.Find(name)!.Begin(null), record, default, Read);
                if (json.IsEmpty)
                    continue;
                json.Length.ShouldBeLessThanOrEqualTo(1 << 20);
                bare += json.IndexOf("fields_too_large"u8) > 0 ? 1 : 0;
                using JsonDocument document = JsonDocument.Parse(json.ToArray());
                document.RootElement.GetProperty("event").GetProperty("original").GetString()!.Length.ShouldBeGreaterThan(65_000);
            }
        }

        if (name is "syslog" or "apache")
            bare.ShouldBeGreaterThan(0);
    }

    private static void ShouldBeAnEvent(string name, byte[] record)
    {
        ReadOnlySpan<byte> json = new LogNormaliser(TimeZoneInfo.Utc).Normalise(LogFormats.Find(name)!.Begin(null), record, default, Read);
        if (json.IsEmpty)
            return;
        json.Contains((byte)'\n').ShouldBeFalse();
        using JsonDocument document = JsonDocument.Parse(json.ToArray());
        document.RootElement.GetProperty("@timestamp").GetDateTimeOffset().Year.ShouldBeGreaterThan(0);
        document.RootElement.GetProperty("event").GetProperty("dataset").GetString()!.Length.ShouldBeGreaterThan(0);
    }

    private static IEnumerable<byte[]> Hostile()
    {
        yield return [];
        yield return [.. Enumerable.Range(0, 256).Where(b => b != '\n').Select(b => (byte)b)];
        yield return new byte[100_000];
        foreach (char c in "a \"[]<>\\:=;'{}(#-/.%1")
            yield return Encoding.UTF8.GetBytes(new string(c, 1 << 20));
        foreach (string part in (string[])[" [", " \"", "] ", " ; ", " from ", "a=b ", "- ", "[x@1 a=\"", "\\x", "?&", ": ", "(a) "])
            yield return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(part, 100_000)));
        foreach (string line in Real())
        {
            yield return Encoding.UTF8.GetBytes(line);
            yield return Encoding.UTF8.GetBytes(line + string.Concat(Enumerable.Repeat(" from port \" [ user", 50_000)));
            yield return [.. Encoding.UTF8.GetBytes(line), 0, 0xFF, 0xC3, 0xED, 0xA0, 0x80, 0xF4, 0x90];
            for (int length = 0; length < line.Length; length++)
                yield return Encoding.UTF8.GetBytes(line[..length]);
        }
    }

    private static string[] Real() =>
    [
        "Mar  1 07:00:01 web-01 sshd[421]: Failed password for invalid user admin from 203.0.113.9 port 4711 ssh2",
        "Mar  1 07:00:01 web-01 sudo:  an : TTY=pts/0 ; PWD=/home/an ; USER=root ; COMMAND=/bin/ls",
        "Mar  1 07:00:01 web-01 sshd[1]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=10.0.0.9  user=root",
        "<165>1 2026-03-01T07:00:00.003+07:00 mail.hue evntslog 77 ID47 [ex@32473 iut=\"3\" a=\"x\\\"y\\]z\"][b@1] xin chào",
        "2026-03-01T07:00:01.123456+07:00 web-01 CRON[9]: (root) CMD (true)",
        "#Fields: date time s-ip cs-method cs-uri-stem",
        "2026-03-01 07:00:01 10.0.0.5 POST /up/x.aspx cmd=whoami 443 - 203.0.113.9 Mozilla/5.0 - 200 0 0 15",
        "portal:443 203.0.113.9 - an [01/Mar/2026:07:00:01 +0700] \"GET /a?b=c HTTP/1.1\" 200 123 \"https://r/\" \"curl/8 \\\"x\\\"\" \"10.0.0.1, 10.0.0.2\"",
        "type=SYSCALL msg=audit(1481077041.515:406): arch=c000003e syscall=42 success=yes exit=0 a0=3 exe=\"/usr/bin/sudo\" key=(null)",
    ];
}
