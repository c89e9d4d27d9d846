namespace HueSoc.Storage.Control.Agents;

/// <summary>The names of groups of agents. They are the same in all agencies: <c>web-servers</c> are configured alike wherever they stand.</summary>
internal static class AgentGroups
{
    private const int Longest = 64;

    /// <summary>Says what is wrong with a name; null when nothing is.</summary>
    public static string? Fault(string name) =>
        name.Length is > 0 and <= Longest && char.IsAsciiLetterLower(name[0]) && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '.' or '-' or '_')
            ? null
            : $"a group's name has 1 to {Longest} of a-z 0-9 . - _, and begins with a letter";
}
