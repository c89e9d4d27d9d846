namespace HueSoc.Events.Logs.Auditd;

/// <summary>Whom a record's user ids mean.</summary>
internal enum AuditSubject
{
    /// <summary><c>uid</c> is who did it.</summary>
    Process,

    /// <summary>Who logged in (<c>auid</c>) acts as the account (<c>acct</c>, <c>id</c>).</summary>
    Session,

    /// <summary>Who logged in changes an account.</summary>
    Account,

    /// <summary>Who logged in changes a group.</summary>
    Group,

    /// <summary>The login id itself is changed.</summary>
    Login,
}
