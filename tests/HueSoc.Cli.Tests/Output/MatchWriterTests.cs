using System.Text.Json;
using HueSoc.Cli.Output;
using HueSoc.Cli.Terminal;

namespace HueSoc.Cli.Tests.Output;

public sealed class MatchWriterTests
{
    [Fact]
    public void JsonLines_AnyHit_IsWrittenAsPromised()
    {
        using JsonLinesMatchWriter writer = new();

        GoldenFile.ShouldEqual("hits.jsonl", Hits.WrittenBy(writer));
    }

    [Fact]
    public void JsonLines_AnyHit_HasTheKeysInOrderAndIsOneLine()
    {
        using JsonLinesMatchWriter writer = new();
        foreach (string line in Hits.WrittenBy(writer).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using JsonDocument hit = JsonDocument.Parse(line);
            hit.RootElement.EnumerateObject().Select(property => property.Name)
                .ShouldBe(["rule_id", "rule_title", "level", "tags", "timestamp", "source", "matched"]);
            hit.RootElement.GetProperty("source").EnumerateObject().Select(property => property.Name).ShouldBe(["file", "record"]);
        }
    }

    [Fact]
    public void JsonLines_AFieldNamedTwice_KeepsTheFirstValue()
    {
        using JsonLinesMatchWriter writer = new();
        using JsonDocument hit = JsonDocument.Parse(Hits.WrittenBy(writer).Split('\n')[0]);

        hit.RootElement.GetProperty("matched").GetProperty("Image").GetString().ShouldBe(@"C:\Windows\System32\vssadmin.exe");
    }

    [Fact]
    public void Csv_AnyHit_IsWrittenAsPromised() => GoldenFile.ShouldEqual("hits.csv", Hits.WrittenBy(new CsvMatchWriter()));

    [Fact]
    public void Csv_EveryRow_EndsAsRfc4180Says() => Hits.WrittenBy(new CsvMatchWriter()).ShouldEndWith("\"\r\n");

    [Fact]
    public void Table_Piped_IsWrittenAsPromised() =>
        GoldenFile.ShouldEqual("hits.txt", Hits.WrittenBy(new TableMatchWriter(Screen.PlainWidth, colour: false)));

    [Fact]
    public void Table_Piped_HoldsNothingATerminalObeys() =>
        Hits.WrittenBy(new TableMatchWriter(Screen.PlainWidth, colour: false)).Replace("\n", "", StringComparison.Ordinal)
            .ShouldNotContain(c => char.IsControl(c) || c == '\u202e');

    [Fact]
    public void Table_Coloured_ColoursTheLevelOnly()
    {
        string[] lines = Hits.WrittenBy(new TableMatchWriter(Screen.PlainWidth, colour: true)).Split('\n');

        lines[1].ShouldContain("\u001b[1;91mcritical     \u001b[0m");
        lines[3].Count(c => c == '\u001b').ShouldBe(2);
    }
}
