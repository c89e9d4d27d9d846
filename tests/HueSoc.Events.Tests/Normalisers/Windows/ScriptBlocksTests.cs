using System.Text;
using System.Text.Json.Nodes;
using HueSoc.Events.Normalisers;
using HueSoc.Events.Normalisers.Windows;
using static HueSoc.Events.Tests.Normalisers.Windows.WindowsEvents;

namespace HueSoc.Events.Tests.Normalisers.Windows;

/// <summary>Scripts that PowerShell wrote in several events.</summary>
public sealed class ScriptBlocksTests
{
    private const string Joined = "powershell.file.script_block_text";

    [Fact]
    public void Parts_InOrder_TheLastHasTheWhole()
    {
        ScriptBlocks blocks = new();

        Text(Normalise(Part("id", 1, 3, "Invoke-"), blocks), Joined).ShouldBe("Invoke-");
        Text(Normalise(Part("id", 2, 3, "Mimi\"\\\n"), blocks), Joined).ShouldBe("Mimi\"\\\n");
        JsonObject last = Normalise(Part("id", 3, 3, "katz é"), blocks);

        Text(last, Joined).ShouldBe("Invoke-Mimi\"\\\nkatz é");
        Text(last, "winlog.event_data.ScriptBlockText").ShouldBe("katz é");
        (blocks.Count, blocks.Bytes).ShouldBe((0, 0));
    }

    [Fact]
    public void Parts_OutOfOrderAndTwice_TheOneThatMakesItWholeHasIt()
    {
        ScriptBlocks blocks = new();
        Normalise(Part("id", 3, 3, "c"), blocks);
        Normalise(Part("id", 1, 3, "a"), blocks);
        Normalise(Part("id", 3, 3, "c"), blocks);

        Text(Normalise(Part("id", 2, 3, "b"), blocks), Joined).ShouldBe("abc");
    }

    [Fact]
    public void Parts_OfTwoScriptsMachinesOrSenders_AreNotMixed()
    {
        ScriptBlocks blocks = new();
        JsonObject elsewhere = Part("id", 2, 2, "x");
        elsewhere["winlog"]!["computer_name"] = "pc2";
        Normalise(Part("id", 1, 2, "a"), blocks, "agent:1");

        Text(Normalise(Part("other", 2, 2, "x"), blocks, "agent:1"), Joined).ShouldBe("x");
        Text(Normalise(elsewhere, blocks, "agent:1"), Joined).ShouldBe("x");
        Text(Normalise(Part("id", 2, 2, "x"), blocks, "agent:2"), Joined).ShouldBe("x");
        Text(Normalise(Part("id", 2, 2, "b"), blocks, "agent:1"), Joined).ShouldBe("ab");
    }

    [Theory]
    [InlineData("0", "2")]
    [InlineData("3", "2")]
    [InlineData("-1", "2")]
    [InlineData("1", "99999999")]
    [InlineData("1", "-5")]
    [InlineData("x", "2")]
    [InlineData("", "")]
    [InlineData("1", "1")]
    public void Part_WithNumbersThatMakeNoSense_StandsForItself(string number, string total)
    {
        ScriptBlocks blocks = new();
        JsonObject part = Part("id", 1, 1, "a");
        part["winlog"]!["event_data"]!["MessageNumber"] = number;
        part["winlog"]!["event_data"]!["MessageTotal"] = total;

        Text(Normalise(part, blocks), Joined).ShouldBe("a");
        blocks.Count.ShouldBe(0);
    }

    [Fact]
    public void Script_ThatIsTooLong_IsNotJoinedAndNotKept()
    {
        ScriptBlocks blocks = new();
        string part = new('x', ScriptBlocks.LongestText / 2);

        Normalise(Part("id", 1, 4, part), blocks);
        Normalise(Part("id", 2, 4, part), blocks);
        Normalise(Part("id", 3, 4, part), blocks);

        Text(Normalise(Part("id", 4, 4, "end"), blocks), Joined).ShouldBe("end");
        blocks.Bytes.ShouldBe(0);
    }

    [Fact]
    public void Scripts_ThatNeverBecomeWhole_MakeRoom()
    {
        ScriptBlocks blocks = new();
        string part = new('x', 100_000);
        for (int i = 0; i < 1_000; i++)
            Normalise(Part($"lost{i}", 1, 2, i % 2 == 0 ? part : "y"), blocks);

        blocks.Count.ShouldBeLessThanOrEqualTo(ScriptBlocks.MostBlocks);
        blocks.Bytes.ShouldBeLessThanOrEqualTo(ScriptBlocks.MostBytes);
        Text(Normalise(Part("lost999", 2, 2, "z"), blocks), Joined).ShouldBe("yz");
        Text(Normalise(Part("lost0", 2, 2, "z"), blocks), Joined).ShouldBe("z");
    }

    [Fact]
    public void TryJoin_PartsInAnyOrder_AgreeWithAModel()
    {
        Random random = new(4104);
        ScriptBlocks blocks = new();
        ByteSink whole = new();
        for (int round = 0; round < 200; round++)
        {
            int total = random.Next(2, 12);
            string[] texts = [.. Enumerable.Range(0, total).Select(_ => new string((char)random.Next('a', 'z'), random.Next(0, 30)))];
            int[] order = [.. Enumerable.Range(0, total).SelectMany(number => Enumerable.Repeat(number, random.Next(1, 3)))];
            random.Shuffle(order);
            ScriptBlockKey key = default(ScriptBlockKey).With(BitConverter.GetBytes(round));
            HashSet<int> seen = [];
            foreach (int number in order)
            {
                bool isWhole = blocks.TryJoin(key, number + 1, total, Encoding.UTF8.GetBytes(texts[number]), whole);
                isWhole.ShouldBe(seen.Add(number) && seen.Count == total);
                if (!isWhole)
                    continue;
                Encoding.UTF8.GetString(whole.Written).ShouldBe(string.Concat(texts));
                break;
            }
        }

        (blocks.Count, blocks.Bytes).ShouldBe((0, 0));
    }

    [Fact]
    public void Parts_InTheOtherLayouts_AreJoinedToo()
    {
        ScriptBlocks blocks = new();
        string flat = """{"EventID":4104,"SourceName":"Microsoft-Windows-PowerShell","Hostname":"pc1","ScriptBlockId":"i","MessageTotal":2,"MessageNumber":1,"ScriptBlockText":"a"}""";
        string dumped = """{"Event":{"System":{"Provider":{"#attributes":{"Name":"Microsoft-Windows-PowerShell"}},"EventID":4104,"Computer":"pc1"},"EventData":{"ScriptBlockId":"j","MessageTotal":2,"MessageNumber":1,"ScriptBlockText":"a"}}}""";
        Normalise(flat, blocks, format: "flat");
        Normalise(dumped, blocks, format: "evtx_dump");

        Text(Normalise(flat.Replace("r\":1,", "r\":2,", StringComparison.Ordinal), blocks, format: "flat"), Joined).ShouldBe("aa");
        Text(Normalise(dumped.Replace("r\":1,", "r\":2,", StringComparison.Ordinal), blocks, format: "evtx_dump"), Joined).ShouldBe("aa");
    }

    private static JsonObject Part(string id, int number, int total, string text) => Event(
        "Microsoft-Windows-PowerShell",
        4104,
        new() { ["ScriptBlockId"] = id, ["MessageNumber"] = number.ToString(), ["MessageTotal"] = total.ToString(), ["ScriptBlockText"] = text });
}
