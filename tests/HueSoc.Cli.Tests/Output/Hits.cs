using System.Buffers;
using System.Text;
using HueSoc.Cli.Output;
using HueSoc.Sigma.Rules;

namespace HueSoc.Cli.Tests.Output;

/// <summary>Hits that every writer is shown: an ordinary one, a bare one, a hostile one.</summary>
internal static class Hits
{
    private static readonly HitRule Ordinary = Rule("Xóa bản sao ổ đĩa (shadow copies)", SigmaLevel.Critical, "attack.impact", "attack.t1490");
    private static readonly HitRule Bare = Rule("Bare", SigmaLevel.Informational);
    private static readonly HitRule Hostile = Rule("=cmd|'/c calc'!A1 \u001b[2J [red]x[/]", SigmaLevel.Medium, "@tag", "\"quoted\"");

    /// <summary>Everything a writer writes for them, the header included.</summary>
    public static string WrittenBy(IMatchWriter writer)
    {
        ArrayBufferWriter<byte> output = new();
        writer.WriteHeader(output);
        writer.Write(output, new Hit
        {
            Rule = Ordinary,
            Timestamp = "2026-03-02T09:05:59.870455+07:00"u8,
            Host = "SRV-FILE-01"u8,
            File = "logs/máy chủ.jsonl",
            Record = 88_205,
            Fields = [new("Image", @"C:\Windows\System32\vssadmin.exe"), new("CommandLine", "vssadmin \"delete\" shadows"), new("Image", "again")],
        });
        writer.Write(output, new Hit { Rule = Bare, File = "a.jsonl", Record = 1, Fields = [] });
        writer.Write(output, new Hit
        {
            Rule = Hostile,
            Timestamp = "yesterday\u001b[8m"u8,
            Host = "\u202Eexe.tsoh"u8,
            File = "x\n.jsonl",
            Record = 3,
            Fields = [new("+Field", "-1\r\n\0\"")],
        });
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>A rule that is good for nothing but being named.</summary>
    public static HitRule Rule(string title, SigmaLevel level, params string[] tags) => new($"id-{(int)level}", title, level, [.. tags]);
}
