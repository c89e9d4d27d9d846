using System.Collections.Frozen;
using System.Collections.Immutable;

namespace HueSoc.Events.Layouts;

/// <summary>
/// Requests that a web server logged, in ECS, with the names rules have for them: those of W3C's extended log format, in which Sigma
/// writes what it asks of any web server. The time taken is left out: ECS has it in another unit.
/// </summary>
internal static class WebLayout
{
    private static readonly FrozenDictionary<string, string[]> Table = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["cs-method"] = ["http.request.method"],
        ["cs-uri-stem"] = ["url.path"],
        ["cs-uri-query"] = ["url.query"],
        ["cs-uri"] = ["url.original"],
        ["c-uri"] = ["url.original"],
        ["cs-host"] = ["url.domain", "destination.domain"],
        ["cs-version"] = ["http.version"],
        ["cs-user-agent"] = ["user_agent.original"],
        ["cs(User-Agent)"] = ["user_agent.original"],
        ["c-useragent"] = ["user_agent.original"],
        ["cs-referer"] = ["http.request.referrer"],
        ["cs-referrer"] = ["http.request.referrer"],
        ["cs(Referer)"] = ["http.request.referrer"],
        ["cs-cookie"] = ["iis.access.cookie"],
        ["cs(Cookie)"] = ["iis.access.cookie"],
        ["cs-username"] = ["user.name"],
        ["cs-bytes"] = ["http.request.body.bytes"],
        ["c-ip"] = ["source.ip", "source.address"],
        ["c-port"] = ["source.port"],
        ["s-ip"] = ["destination.ip"],
        ["s-port"] = ["destination.port"],
        ["s-computername"] = ["iis.access.server_name"],
        ["s-sitename"] = ["iis.access.site_name"],
        ["sc-status"] = ["http.response.status_code"],
        ["sc-substatus"] = ["iis.access.sub_status"],
        ["sc-win32-status"] = ["iis.access.win32_status"],
        ["sc-bytes"] = ["http.response.body.bytes"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static Layout Create() => new()
    {
        Name = "web",
        Markers = [["http.response.status_code"], ["http.request.method"]],
        Paths = PathsOf,
        TimestampPaths = ["@timestamp", "event.created"],
        HostPaths = ["host.name", "host.hostname"],
    };

    private static ImmutableArray<string> PathsOf(string field) => Table.TryGetValue(field, out string[]? paths) ? [.. paths, field] : [field];
}
