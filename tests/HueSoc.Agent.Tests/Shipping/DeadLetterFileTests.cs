using System.Globalization;
using System.Text;
using System.Text.Json;
using HueSoc.Agent.Shipping;

namespace HueSoc.Agent.Tests.Shipping;

public class DeadLetterFileTests
{
    [Fact]
    public void Write_MoreThanTheBound_NewestStayAndTheOthersAreCounted()
    {
        using TemporaryFolder folder = new();
        using DeadLetterFile letters = new(folder.Path, 20_000, new ManualTime());
        for (int number = 0; number < 500; number++)
            Write(letters, number);

        letters.Flush();
        string[] kept = [.. File.ReadLines(folder.Of("dead-letters.1.jsonl")), .. File.ReadLines(folder.Of("dead-letters.jsonl"))];
        (kept.Length + letters.Dropped).ShouldBe(500);
        kept.Length.ShouldBeGreaterThan(20);
        IdOf(kept[^1]).ShouldBe("499");
        IdOf(kept[0]).ShouldBe(letters.Dropped.ToString(CultureInfo.InvariantCulture));
        Directory.EnumerateFiles(folder.Path).Sum(path => new FileInfo(path).Length).ShouldBeLessThanOrEqualTo(20_000);
    }

    [Fact]
    public void Write_LastLineTorn_BeginsAnother()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.Of("dead-letters.jsonl"), "{\"id\":\"to");
        using DeadLetterFile letters = new(folder.Path, 20_000, new ManualTime());
        Write(letters, 7);
        letters.Flush();

        string[] lines = File.ReadAllLines(folder.Of("dead-letters.jsonl"));
        lines[0].ShouldBe("{\"id\":\"to");
        IdOf(lines[1]).ShouldBe("7");
    }

    private static void Write(DeadLetterFile letters, int number) =>
        letters.Write(Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)), "logs-a-default", new ItemResult(400, "type", "reason"), "not \"json\n"u8);

    private static string? IdOf(string line)
    {
        using JsonDocument letter = JsonDocument.Parse(line);
        return letter.RootElement.GetProperty("id").GetString();
    }
}
