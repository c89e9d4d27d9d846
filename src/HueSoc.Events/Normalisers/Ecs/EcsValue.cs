namespace HueSoc.Events.Normalisers.Ecs;

/// <summary>In which form ECS has a value, and what follows from it for other fields.</summary>
internal enum EcsValue
{
    /// <summary>A text, as it is.</summary>
    Text,

    /// <summary>A whole number above 0, which may be written in hexadecimal digits after <c>0x</c>.</summary>
    Number,

    /// <summary>The number of a port.</summary>
    Port,

    /// <summary>An address without its zone; it is one of <c>related.ip</c> too. What is no address is left out.</summary>
    Address,

    /// <summary>An address with a port behind it: <c>source.address</c>, and from it <c>source.ip</c> and <c>source.port</c>.</summary>
    EndPoint,

    /// <summary>The name of a machine, which is one of <c>related.hosts</c> too.</summary>
    Host,

    /// <summary>The name of a user, which is one of <c>related.user</c> too.</summary>
    UserName,

    /// <summary><c>DOMAIN\name</c> or <c>name@domain</c>: the field itself is the object, and gets <c>name</c> and <c>domain</c>.</summary>
    Account,

    /// <summary>A distinguished name, <c>CN=An,OU=x,DC=hue,DC=vn</c>: the object gets <c>name</c> and <c>domain</c>.</summary>
    DistinguishedName,

    /// <summary>The path of a program: beside it stands its <c>name</c>.</summary>
    Program,

    /// <summary>A command line: beside it stand its <c>args</c> and their <c>args_count</c>.</summary>
    CommandLine,

    /// <summary>The path of a file: beside it stand <c>directory</c>, <c>name</c> and <c>extension</c>.</summary>
    File,

    /// <summary>Sysmon's <c>SHA1=…,IMPHASH=…</c>: the object gets a field a hash, the <c>pe</c> beside it the last one, <c>related.hash</c> all.</summary>
    Hashes,

    /// <summary>A GUID that is not all zeros.</summary>
    Guid,

    /// <summary>Whether the text begins with <c>true</c> or <c>Valid</c>.</summary>
    Boolean,

    /// <summary>A number or word that stands for a text of a table; what is not in the table is left out.</summary>
    Code,

    /// <summary>The same, but what is not in the table and no number is taken as it is.</summary>
    CodeOrText,

    /// <summary>What a DNS query gave, as Windows writes it: <c>type:  5 a.example;::ffff:10.0.0.1;</c>.</summary>
    DnsResults,

    /// <summary>Nothing but one more of <c>related.user</c>.</summary>
    RelatedUser,
}
