namespace HueSoc.Sigma.Regexes;

/// <summary>A guess, made without any event at hand, at how seldom one of some strings is found in a log's texts.</summary>
internal static class LiteralRarity
{
    private const double CommonBits = 6;
    private const double MaxBits = 40;
    private const double BitsPerString = 0.75;

    // What half of all paths and command lines hold is rare only by its length.
    private static readonly string[] Common =
    [
        @"c:\windows\system32\", @"c:\windows\syswow64\", @"c:\program files (x86)\", @"c:\programdata\", @"c:\users\", @"\appdata\local\temp\",
        @"\appdata\roaming\", @"\registry\machine\software\microsoft\windows nt\currentversion\", @"hklm\system\currentcontrolset\services\",
        @"hkey_local_machine\", "microsoft", "windowspowershell", "powershell.exe", "cmd.exe /c ", "svchost.exe", "https://www.", "http://", ".dll",
    ];

    /// <summary>A number that grows with the rarity of the strings together.</summary>
    /// <param name="strings">Strings, folded, none of them empty.</param>
    public static double Of(IReadOnlyCollection<string> strings) =>
        -Math.Log2(strings.Sum(s => Math.Pow(2, -Bits(s)))) - (BitsPerString * (strings.Count - 1));

    private static double Bits(string text)
    {
        // A space before a common word does not make it rare.
        double bits = Math.Min(text.Sum(Bits), MaxBits);
        string core = text.Trim();
        return Array.Exists(Common, c => c.Contains(core, StringComparison.Ordinal)) ? Math.Min(bits, CommonBits + text.Length - core.Length) : bits;
    }

    private static double Bits(char c) => c switch
    {
        'e' or 't' or 'a' or 'i' or 'n' or 'o' or 's' or 'r' => 3,
        '\\' or '/' or '.' or ' ' or '-' or '_' or ':' or '"' => 3,
        'j' or 'q' or 'x' or 'z' or 'k' or 'v' or 'w' => 5,
        >= 'a' and <= 'z' => 4,
        >= '0' and <= '9' => 4,
        < '\u0080' => 5,
        _ => 7,
    };
}
