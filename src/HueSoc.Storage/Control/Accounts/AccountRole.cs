namespace HueSoc.Storage.Control.Accounts;

/// <summary>What an account or a token may do.</summary>
#pragma warning disable MA0048 // The roles and their names are one thing.
public enum AccountRole
{
    /// <summary>Everything, accounts and keys included.</summary>
    Admin,

    /// <summary>Searches events, works on alerts, runs rules.</summary>
    Analyst,

    /// <summary>Runs drills.</summary>
    DrillLead,

    /// <summary>Sees one agency, to which it is bound.</summary>
    AgencyOfficer,

    /// <summary>Reads everything, changes nothing.</summary>
    Auditor,
}

/// <summary>The roles' names, as stored, on the command line and in the API.</summary>
public static class AccountRoles
{
    private static readonly string[] Texts = ["admin", "analyst", "drill_lead", "agency_officer", "auditor"];

    /// <summary>All names, in the order of <see cref="AccountRole"/>.</summary>
    public static IReadOnlyList<string> Names => Texts;

    /// <summary>The name of a role.</summary>
    public static string NameOf(AccountRole role) => Texts[(int)role];

    /// <summary>The role of a name; a hyphen is as good as an underscore.</summary>
    public static bool TryParse(string text, out AccountRole role)
    {
        int index = Array.IndexOf(Texts, text.Replace('-', '_'));
        role = (AccountRole)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>Why a role and an agency do not go together; null when they do.</summary>
    internal static string? Fault(AccountRole role, string agency) => role switch
    {
        AccountRole.AgencyOfficer when agency.Length == 0 => "an agency officer is bound to an agency, and none was named",
        not AccountRole.AgencyOfficer when agency.Length > 0 => $"the role {NameOf(role)} is of the city; only an agency officer is bound to an agency",
        _ => null,
    };
}
