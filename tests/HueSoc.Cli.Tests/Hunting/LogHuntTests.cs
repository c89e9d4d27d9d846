using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using HueSoc.Cli.Tests.Rules;
using HueSoc.Cli.Tests.Run;

namespace HueSoc.Cli.Tests.Hunting;

/// <summary>Hunts with the shipped rules through files as machines write them.</summary>
public sealed class LogHuntTests : IDisposable
{
    private readonly TestFolder folder = new();

    [Fact]
    public void Hunt_AuthLogWithAGuessedPassword_RaisesTheCorrelation()
    {
        StringBuilder lines = new();
        for (int i = 0; i < 12; i++)
            lines.Append(CultureInfo.InvariantCulture, $"Nov 20 07:00:{i * 4:00} web-01 sshd[{420 + i}]: Failed password for root from 203.0.113.7 port {4000 + i} ssh2\n");
        lines.Append("Nov 20 07:01:30 web-01 sshd[500]: Accepted password for root from 203.0.113.7 port 50000 ssh2\n");

        Hits(folder.Write("auth.log", lines.ToString())).ShouldBe(
        [
            (13, "SSH logon with a password after many failures from the same address"),
            (13, "SSH logon with a password from a public address"),
        ]);
    }

    [Fact]
    public void Hunt_CompressedLogOfIis_NamesTheLine()
    {
        string path = folder.Of("u_ex261120.log.gz");
        using (GZipStream packed = new(File.Create(path), CompressionLevel.Fastest))
        {
            packed.Write("#Software: Microsoft Internet Information Services 10.0\r\n#Date: 2026-11-20 00:00:00\r\n"u8);
            packed.Write("#Fields: date time cs-method cs-uri-stem cs-uri-query c-ip sc-status\r\n"u8);
            packed.Write("2026-11-20 07:00:01 GET /uploads/x.aspx - 203.0.113.9 200\r\n"u8);
            packed.Write("2026-11-20 07:00:02 POST /uploads/x.aspx - 203.0.113.9 200\r\n"u8);
        }

        Hits(path).ShouldBe([(5, "Script in a folder for pictures or uploads answered a POST")]);
    }

    public void Dispose() => folder.Dispose();

    private static List<(long Record, string Title)> Hits(string log)
    {
        CommandResult result = InProcess.Run("hunt", log, "--rules", ShippedRules.Folder, "--format", "jsonl");

        result.Code.ShouldBe(0, result.Error);
        List<(long Record, string Title)> hits = [];
        foreach (string line in result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using JsonDocument hit = JsonDocument.Parse(line);
            hits.Add((hit.RootElement.GetProperty("source").GetProperty("record").GetInt64(), hit.RootElement.GetProperty("rule_title").GetString()!));
        }

        return [.. hits.OrderBy(hit => hit.Title, StringComparer.Ordinal)];
    }
}
