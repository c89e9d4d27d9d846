using HueSoc.Storage.Control.Agencies;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Control.Agents;

/// <summary>Whom a configuration is for: <c>default</c> for the city, <c>agency:CODE</c>, <c>group:NAME</c>. A group's goes before an agency's, and that before the city's.</summary>
public static class ConfigurationTargets
{
    /// <summary>All agents that have no other.</summary>
    public const string Default = "default";

    private const string AgencyPrefix = "agency:";
    private const string GroupPrefix = "group:";

    /// <summary>The agents of an agency.</summary>
    public static string OfAgency(string code) => AgencyPrefix + code;

    /// <summary>The agents of a group, in all agencies.</summary>
    public static string OfGroup(string name) => GroupPrefix + name;

    /// <summary>Says what is wrong with a target; null when nothing is.</summary>
    internal static string? Fault(SqliteConnection connection, string target)
    {
        if (target == Default)
            return null;
        if (target.StartsWith(GroupPrefix, StringComparison.Ordinal))
            return AgentGroups.Fault(target[GroupPrefix.Length..]);
        if (target.StartsWith(AgencyPrefix, StringComparison.Ordinal) && target.Length > AgencyPrefix.Length)
            return AgencyStore.Exists(connection, target[AgencyPrefix.Length..]) ? null : $"there is no agency {target[AgencyPrefix.Length..]}";
        return "a configuration is for default, agency:CODE or group:NAME";
    }
}
