namespace HueSoc.Cli.Rules;

/// <summary>Tells by their names which paths can hold rules.</summary>
internal static class YamlPath
{
    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };

    /// <summary>Whether a path is a YAML file by its name, or a folder with one somewhere below it.</summary>
    public static bool IsOrHolds(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*", Everywhere).Any(Is)
        : Is(path);

    private static bool Is(string path) => Path.GetExtension(path).ToUpperInvariant() is ".YML" or ".YAML";
}
