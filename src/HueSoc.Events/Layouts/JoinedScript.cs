namespace HueSoc.Events.Layouts;

/// <summary>
/// The one field of ECS that goes before what Windows wrote: where a script of PowerShell came in several events, it holds the whole in the one that came last, that part included;
/// everywhere else the same text.
/// </summary>
internal static class JoinedScript
{
    private const string Field = "ScriptBlockText";
    private const string Path = "powershell.file.script_block_text";

    /// <summary>Where a field is looked for before all else; null for all but one.</summary>
    public static string? PathOf(string field) => string.Equals(field, Field, StringComparison.Ordinal) ? Path : null;
}
