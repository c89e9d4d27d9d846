using System.Collections.Frozen;
using System.Collections.Immutable;
using HueSoc.Storage.Control.Accounts;

namespace HueSoc.Server.Access;

/// <summary>
/// Who may call what: every route of the console's address is here, and a route that is not here answers nobody. Auditors
/// read everything and change nothing; whoever is bound to an agency is refused wherever the city as a whole is meant.
/// </summary>
internal static class AccessTable
{
    private static readonly ImmutableArray<AccountRole> Everybody = [.. Enum.GetValues<AccountRole>()];
    private static readonly ImmutableArray<AccountRole> Watchers = [AccountRole.Admin, AccountRole.Analyst, AccountRole.DrillLead, AccountRole.Auditor];
    private static readonly ImmutableArray<AccountRole> Responders = [AccountRole.Admin, AccountRole.Analyst];
    private static readonly ImmutableArray<AccountRole> Commenters = [AccountRole.Admin, AccountRole.Analyst, AccountRole.DrillLead, AccountRole.AgencyOfficer];
    private static readonly ImmutableArray<AccountRole> Overseers = [AccountRole.Admin, AccountRole.Auditor];
    private static readonly ImmutableArray<AccountRole> Admins = [AccountRole.Admin];

    /// <summary>The table.</summary>
    public static ImmutableArray<AccessRule> Rules { get; } =
    [
        new("GET", "/", Reach.Public, []),
        new("GET", "/huesoc.css", Reach.Public, []),
        new("GET", "/healthz", Reach.Public, []),
        new("GET", "/readyz", Reach.Public, []),
        new("GET", "/metrics", Reach.City, Watchers) { OpenToThisMachine = true },
        new("GET", "/openapi/{documentName}.json", Reach.Public, []),

        new("POST", "/api/v1/session", Reach.Public, []),
        new("GET", "/api/v1/session", Reach.Own, Everybody),
        new("DELETE", "/api/v1/session", Reach.Own, Everybody),
        new("PUT", "/api/v1/session/password", Reach.Own, Everybody),

        new("GET", "/api/v1/events", Reach.Scoped, Everybody),
        new("GET", "/api/v1/events/histogram", Reach.Scoped, Everybody),
        new("GET", "/api/v1/events/values", Reach.Scoped, Everybody),
        new("GET", "/api/v1/events/{key}", Reach.Scoped, Everybody),

        new("GET", "/api/v1/signals", Reach.Scoped, Everybody),
        new("GET", "/api/v1/signals/{id}", Reach.Scoped, Everybody),

        new("GET", "/api/v1/alerts", Reach.Scoped, Everybody),
        new("GET", "/api/v1/alerts/counts", Reach.Scoped, Everybody),
        new("GET", "/api/v1/alerts/{id}", Reach.Scoped, Everybody),
        new("PATCH", "/api/v1/alerts/{id}", Reach.Scoped, Responders),
        new("POST", "/api/v1/alerts/bulk", Reach.Scoped, Responders),
        new("POST", "/api/v1/alerts/{id}/comments", Reach.Scoped, Commenters),
        new("GET", "/api/v1/stream", Reach.Scoped, Everybody),

        new("GET", "/api/v1/agencies", Reach.Scoped, Everybody),
        new("GET", "/api/v1/agencies/{code}", Reach.Scoped, Everybody),
        new("PUT", "/api/v1/agencies/{code}", Reach.City, Admins),

        new("POST", "/api/v1/agents/enroll", Reach.Public, []),
        new("POST", "/api/v1/agents/heartbeat", Reach.Public, []),
        new("GET", "/api/v1/agents", Reach.Scoped, Everybody),
        new("GET", "/api/v1/agents/counts", Reach.Scoped, Everybody),
        new("GET", "/api/v1/agents/{id}", Reach.Scoped, Everybody),
        new("PATCH", "/api/v1/agents/{id}", Reach.Scoped, Responders),
        new("DELETE", "/api/v1/agents/{id}", Reach.Scoped, Admins),
        new("GET", "/api/v1/agents/tokens", Reach.City, Overseers),
        new("POST", "/api/v1/agents/tokens", Reach.City, Admins),
        new("DELETE", "/api/v1/agents/tokens/{id}", Reach.City, Admins),
        new("GET", "/api/v1/agents/configurations", Reach.City, Watchers),
        new("GET", "/api/v1/agents/configurations/{target}", Reach.City, Watchers),
        new("PUT", "/api/v1/agents/configurations/{target}", Reach.City, Admins),

        new("GET", "/api/v1/rules", Reach.City, Watchers),
        new("GET", "/api/v1/rules/{id}", Reach.City, Watchers),
        new("PUT", "/api/v1/rules/{id}/state", Reach.City, Responders),
        new("POST", "/api/v1/rules/reload", Reach.City, Responders),

        new("GET", "/api/v1/jobs", Reach.City, Watchers),
        new("POST", "/api/v1/jobs", Reach.City, Responders),
        new("GET", "/api/v1/jobs/{id}", Reach.City, Watchers),
        new("DELETE", "/api/v1/jobs/{id}", Reach.City, Responders),

        new("GET", "/api/v1/keys", Reach.City, Overseers),
        new("POST", "/api/v1/keys", Reach.City, Admins),
        new("GET", "/api/v1/keys/{id}", Reach.City, Overseers),
        new("PATCH", "/api/v1/keys/{id}", Reach.City, Admins),

        new("GET", "/api/v1/accounts", Reach.City, Overseers),
        new("POST", "/api/v1/accounts", Reach.City, Admins),
        new("GET", "/api/v1/accounts/{name}", Reach.City, Overseers),
        new("PATCH", "/api/v1/accounts/{name}", Reach.City, Admins),
        new("PUT", "/api/v1/accounts/{name}/password", Reach.City, Admins),

        new("GET", "/api/v1/tokens", Reach.City, Overseers),
        new("POST", "/api/v1/tokens", Reach.City, Admins),
        new("GET", "/api/v1/tokens/{id}", Reach.City, Overseers),
        new("DELETE", "/api/v1/tokens/{id}", Reach.City, Admins),

        new("GET", "/api/v1/dead-letters", Reach.City, Watchers),
        new("GET", "/api/v1/dead-letters/count", Reach.City, Watchers),
        new("GET", "/api/v1/dead-letters/{id}", Reach.City, Watchers),
        new("POST", "/api/v1/dead-letters/{id}/replay", Reach.City, Responders),
        new("DELETE", "/api/v1/dead-letters/{id}", Reach.City, Admins),

        new("GET", "/api/v1/audit", Reach.City, Overseers),
        new("GET", "/api/v1/audit/head", Reach.City, Overseers),
        new("GET", "/api/v1/audit/verification", Reach.City, Overseers),

        new("GET", "/api/v1/system", Reach.City, Watchers),
        new("GET", "/api/v1/system/store", Reach.City, Watchers),
        new("GET", "/api/v1/system/coverage", Reach.City, Watchers),
        new("GET", "/api/v1/system/schedules", Reach.City, Watchers),
    ];

    private static readonly FrozenDictionary<(string Method, string Pattern), AccessRule> ByRoute =
        Rules.ToFrozenDictionary(rule => (rule.Method, rule.Pattern));

    /// <summary>The rule of a route; null when it is not in the table.</summary>
    public static AccessRule? Find(string method, string pattern) => ByRoute.GetValueOrDefault((method, Normal(pattern)));

    // Groups put patterns together with a slash too many or too few at their ends.
    private static string Normal(string pattern) => "/" + pattern.Trim('/');
}
