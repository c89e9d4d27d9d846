using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using HueSoc.Storage.Control.Accounts;

namespace HueSoc.Cli.Administration;

/// <summary>Options that several commands take.</summary>
internal static class AdminOptions
{
    private const string UsualFolder = "huesoc-data";

    /// <summary><c>--data</c>.</summary>
    public static Option<string> Data() => new("--data")
    {
        Description = $"The data folder. Default: HUESOC_DATA, else {UsualFolder} here.",
        HelpName = "dir",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("HUESOC_DATA") is { Length: > 0 } folder ? folder : UsualFolder,
    };

    /// <summary><c>--role</c>.</summary>
    public static Option<AccountRole> Role() => new("--role")
    {
        Description = $"What it may do: {string.Join(", ", AccountRoles.Names)}.",
        HelpName = "role",
        Required = true,
        CustomParser = result =>
        {
            string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
            if (!AccountRoles.TryParse(text, out AccountRole role))
                result.AddError($"there is no role {text}; there are {string.Join(", ", AccountRoles.Names)}");
            return role;
        },
    };

    /// <summary><c>--agency</c>.</summary>
    public static Option<string> Agency(bool required, string description) => new("--agency")
    {
        Description = description,
        HelpName = "code",
        Required = required,
        // An option with a default counts as given.
        DefaultValueFactory = required ? null : _ => string.Empty,
    };

    /// <summary><c>--name</c>.</summary>
    public static Option<string?> Name(string description) => new("--name") { Description = description, HelpName = "name" };

    /// <summary>A number from 1.</summary>
    public static Option<long?> Number(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "n",
        CustomParser = result =>
        {
            string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number > 0)
                return number;
            result.AddError($"{name} takes a number from 1, not {text}");
            return null;
        },
    };

    /// <summary><c>--expires</c>: a number with <c>m</c>, <c>h</c> or <c>d</c> behind it.</summary>
    public static Option<TimeSpan?> Expires() => new("--expires")
    {
        Description = "How long it is taken, as in 24h or 90d. Default: for ever.",
        HelpName = "time",
        CustomParser = ParseSpan,
    };

    private static TimeSpan? ParseSpan(ArgumentResult result)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
        if (text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is > 0 and <= 100_000)
        {
            switch (text[^1])
            {
                case 'm':
                    return TimeSpan.FromMinutes(number);
                case 'h':
                    return TimeSpan.FromHours(number);
                case 'd':
                    return TimeSpan.FromDays(number);
            }
        }

        result.AddError($"--expires takes minutes, hours or days, as in 30m, 24h or 90d, not {text}");
        return null;
    }
}
