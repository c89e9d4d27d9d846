using System.Collections.Frozen;

namespace HueSoc.Events.Logs.Web;

/// <summary>Which column of a file is which: its <c>#Fields</c> line.</summary>
internal static class W3cColumns
{
    /// <summary>How many columns are looked at.</summary>
    public const int Most = 128;

    private static readonly FrozenDictionary<string, W3cColumn> Names = new Dictionary<string, W3cColumn>(StringComparer.OrdinalIgnoreCase)
    {
        ["date"] = W3cColumn.Date,
        ["time"] = W3cColumn.Time,
        ["c-ip"] = W3cColumn.ClientIp,
        ["cs-username"] = W3cColumn.UserName,
        ["s-sitename"] = W3cColumn.SiteName,
        ["s-computername"] = W3cColumn.ServerName,
        ["s-ip"] = W3cColumn.ServerIp,
        ["s-port"] = W3cColumn.Port,
        ["cs-method"] = W3cColumn.Method,
        ["cs-uri-stem"] = W3cColumn.Stem,
        ["cs-uri-query"] = W3cColumn.Query,
        ["sc-status"] = W3cColumn.Status,
        ["sc-substatus"] = W3cColumn.SubStatus,
        ["sc-win32-status"] = W3cColumn.Win32Status,
        ["sc-bytes"] = W3cColumn.SentBytes,
        ["cs-bytes"] = W3cColumn.ReceivedBytes,
        ["time-taken"] = W3cColumn.TimeTaken,
        ["cs-version"] = W3cColumn.Protocol,
        ["cs-host"] = W3cColumn.Host,
        ["cs(Host)"] = W3cColumn.Host,
        ["cs(User-Agent)"] = W3cColumn.UserAgent,
        ["cs(Cookie)"] = W3cColumn.Cookie,
        ["cs(Referer)"] = W3cColumn.Referrer,
        ["X-Forwarded-For"] = W3cColumn.ForwardedFor,
        ["cs(X-Forwarded-For)"] = W3cColumn.ForwardedFor,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The columns of a file that was begun to be read behind its <c>#Fields</c>: those that IIS writes unless told otherwise, since version 7.</summary>
    public const string Usual =
        "date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken";

    /// <summary>The columns that a list of names, with spaces between, means.</summary>
    public static W3cColumn[] Of(string fields) =>
        [.. fields.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(Most).Select(name => Names.GetValueOrDefault(name))];
}
