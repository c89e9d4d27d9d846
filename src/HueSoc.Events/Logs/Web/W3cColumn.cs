namespace HueSoc.Events.Logs.Web;

/// <summary>The columns of W3C's extended log format that IIS writes.</summary>
internal enum W3cColumn
{
    Other,
    Date,
    Time,
    ClientIp,
    Cookie,
    Host,
    Method,
    Port,
    Protocol,
    Query,
    ReceivedBytes,
    Referrer,
    SentBytes,
    ServerIp,
    ServerName,
    SiteName,
    Status,
    Stem,
    SubStatus,
    TimeTaken,
    UserAgent,
    UserName,
    Win32Status,
    ForwardedFor,
}
