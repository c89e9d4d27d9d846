namespace HueSoc.Events.Logs.Programs;

/// <summary>What the variable parts of a program's message are. Pattern texts name them in lower case: <c>{user}</c>.</summary>
internal enum MessageSlot
{
    /// <summary>No part: the end of a pattern.</summary>
    None,

    /// <summary>Some text that is not kept.</summary>
    Text,

    /// <summary>A word without spaces that is not kept.</summary>
    Word,

    /// <summary>Who did it, or whom it was done to when nobody else is named: <c>user.name</c>.</summary>
    User,

    /// <summary>The number of <see cref="User"/>: <c>user.id</c>.</summary>
    UserId,

    /// <summary>Whom they became: <c>user.effective.name</c>.</summary>
    Effective,

    /// <summary>The number of <see cref="Effective"/>: <c>user.effective.id</c>.</summary>
    EffectiveId,

    /// <summary>Where they came from: <c>source.address</c>, and <c>source.ip</c> or <c>source.domain</c>.</summary>
    Address,

    /// <summary>The same, of a connection that was dropped: <c>system.auth.ssh.dropped_ip</c> as well.</summary>
    Dropped,

    /// <summary><c>source.port</c>.</summary>
    Port,

    /// <summary><c>system.auth.ssh.method</c>.</summary>
    Method,

    /// <summary><c>system.auth.ssh.signature</c>.</summary>
    Signature,

    /// <summary><c>group.name</c>.</summary>
    Group,

    /// <summary><c>group.id</c>.</summary>
    GroupId,

    /// <summary><c>system.auth.useradd.home</c>.</summary>
    Home,

    /// <summary><c>system.auth.useradd.shell</c>.</summary>
    Shell,

    /// <summary><c>process.command_line</c>.</summary>
    Command,
}
