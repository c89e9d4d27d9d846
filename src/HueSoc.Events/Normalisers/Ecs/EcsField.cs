using System.Text;

namespace HueSoc.Events.Normalisers.Ecs;

/// <summary>A field of ECS, and how a value gets into it.</summary>
internal sealed class EcsField
{
    // The objects in the root that anything is written into. What is no part of them is written the slow way.
    private static readonly Utf8Names Roots = new(
        ["destination", "dns", "event", "file", "group", "host", "message", "network", "powershell", "process", "registry", "related", "rule", "service", "source", "sysmon", "url", "user", "winlog"]);

    /// <param name="path">The field's name.</param>
    /// <param name="value">The form of its values.</param>
    /// <param name="codes">What its codes stand for, where they do.</param>
    public EcsField(string path, EcsValue value = EcsValue.Text, CodeTexts? codes = null)
    {
        Path = Encoding.UTF8.GetBytes(path);
        Place = EcsPath.Of(path);
        Value = value;
        Codes = codes;
        Root = RootOf(Path);
        int dot = Path.AsSpan().IndexOf((byte)'.');
        InRoot = dot < 0 ? [] : Path[(dot + 1)..];
        Beside = [.. NamesBeside(path, value).Select(name => new EcsField(name))];
    }

    /// <summary>The field's name.</summary>
    public byte[] Path { get; }

    /// <summary>The same, part by part.</summary>
    public EcsPath Place { get; }

    /// <summary>The name in the object of the root that it is in; empty when it is in none.</summary>
    public byte[] InRoot { get; }

    /// <summary>The form of its values.</summary>
    public EcsValue Value { get; }

    /// <summary>What its codes stand for.</summary>
    public CodeTexts? Codes { get; }

    /// <summary>One bit: the object in the root that it is in; 0 for one that is not known.</summary>
    public uint Root { get; }

    /// <summary>The fields that follow from its value.</summary>
    public EcsField[] Beside { get; }

    /// <summary>A field of the form that <see cref="EcsFields"/> has for it, which is text for most.</summary>
    public static implicit operator EcsField(string path) => EcsFields.Of(path);

    /// <summary>The bit of the object in the root that a key stands for or leads into; 0 when it is none of those.</summary>
    public static uint RootOf(ReadOnlySpan<byte> key)
    {
        int dot = key.IndexOf((byte)'.');
        int number = Roots.Find(dot < 0 ? key : key[..dot]);
        return number < 0 ? 0 : 1U << number;
    }

    private static string[] NamesBeside(string path, EcsValue value)
    {
        int dot = path.LastIndexOf('.');
        string parent = dot < 0 ? path : path[..dot];
        return value switch
        {
            EcsValue.Account or EcsValue.DistinguishedName => [$"{path}.name", $"{path}.domain"],
            EcsValue.Program => [$"{parent}.name"],
            EcsValue.CommandLine => [$"{parent}.args", $"{parent}.args_count"],
            EcsValue.File => [$"{parent}.directory", $"{parent}.name", $"{parent}.extension"],
            EcsValue.Hashes => [$"{path}.md5", $"{path}.sha1", $"{path}.sha256", $"{parent}.pe.imphash"],
            EcsValue.EndPoint => [$"{parent}.ip", $"{parent}.port"],
            _ => [],
        };
    }
}
