namespace HueSoc.Storage.Tests.Queries;

/// <summary>Queries in the words of <see cref="RandomEvents"/>, as an analyst may write them.</summary>
internal sealed class RandomQueries(Random random)
{
    private static readonly string[] Free =
        ["đăng", "nhập", "\"đăng nhập\"", "\"nhập tệp\"", "\"bại failed\"", "nh*", "*ập", "?ệp", "mimi*", "*katz", "m*z", "cmd.exe", "zzz", "zz*", "*zz", "*", "*.exe", "\"công c\""];

    public string Next(int depth = 3)
    {
        if (depth == 0 || random.Next(3) == 0)
            return Leaf();
        return random.Next(5) switch
        {
            0 => $"({Next(depth - 1)} OR {Next(depth - 1)})",
            1 => $"{Next(depth - 1)} AND {Next(depth - 1)}",
            2 => $"NOT ({Next(depth - 1)})",
            3 => $"-{Leaf()} {Next(depth - 1)}",
            _ => $"({Next(depth - 1)} {Next(depth - 1)} {Next(depth - 1)})",
        };
    }

    private string Leaf() => random.Next(14) switch
    {
        0 or 1 => Pick(Free),
        2 => $"user.name:{Quoted(RandomEvents.Users)}",
        3 => $"user.name:{Pick(["a*", "*n", "b?nh", "*", "a\\*b", "*ân", "*-*", "zz*", "?"])}",
        4 => $"host.name:({Quoted(RandomEvents.Hosts)} OR {Quoted(RandomEvents.Hosts)})",
        5 => $"event.code{Pick([":4624", ">=4625", ":[11 TO 4624]", ":{11 TO 4624}", "<100", ":46*", ":[a TO b]", ":*"])}",
        6 => $"source.ip:{Pick([Quoted(RandomEvents.Addresses), "10.0.0.0/8", "10.0.0.0/25", "10.0.0.5/31", "10.*", "*", "[10.0.0.0 TO 10.0.1.0]", "[a TO z]"])}",
        7 => $"destination.ip:{Pick([Quoted(RandomEvents.Addresses), "10.0.0.0/8", "192.168.0.0/16", "::1"])}",
        8 => $"event.action:{Pick(["logon-failed", "đăng-xuất", "*-*", "x", "[m TO y}", "*", "[1 TO 3000]"])}",
        9 => $"@timestamp{Pick([">=2026-03-14", ":2026-03-14", "<2026-03-14T12:00:00Z", ":[2026-03-14T10:00:00Z TO 2026-03-14T13:00:00+07:00}", ">2026-03-13"])}",
        10 => $"message:{Pick(["nhập", "\"thất bại\"", "đ*", "*ại", "*tệp\\ đã*", "tệp\\ *", "*"])}",
        11 => $"process.command_line:{Pick(["cmd", "\"c whoami\"", "*\\\\temp\\\\*", "C:\\Windows*", "*-enc*", "mimi*", "*.exe", "*"])}",
        12 => $"labels.x{Pick([":1", ">=2", ":[1 TO 3]", ":đ*", ":*", ":[a TO đ]", "<0"])}",
        _ => Pick(["_exists_:process", "_exists_:user", "_exists_:labels.x", "_exists_:host.name", "organization.id:h57.01", "NOT organization.id:*", "winlog.event_data.CommandLine:cmd", "none.such:x"]),
    };

    private string Quoted(string[] values) => $"\"{Pick(values)}\"";

    private string Pick(string[] choices) => choices[random.Next(choices.Length)];
}
