using System.Text;

namespace HueSoc.Fleet.Json;

/// <summary>Rules for text that comes from the other side.</summary>
internal static class FleetText
{
    /// <summary>Says what is wrong with a text.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="text">The text; null is not wrong.</param>
    /// <param name="longest">How many characters it has at most.</param>
    /// <param name="faults">Takes what is wrong.</param>
    /// <param name="shortest">How many characters it has at least.</param>
    public static void Check(string place, string? text, int longest, List<string> faults, int shortest = 1)
    {
        if (text is null)
            return;
        if (text.Length < shortest || text.Length > longest)
            faults.Add($"{place}: {shortest} to {longest} characters, was {text.Length}");
        else if (text.Any(char.IsControl) || !IsWhole(text))
            faults.Add($"{place}: holds a control character or half of a character");
    }

    /// <summary>Says when a text is not so many lower-case hex digits.</summary>
    public static void CheckHex(string place, string? text, int digits, List<string> faults)
    {
        if (text is not null && !IsHex(text, digits))
            faults.Add($"{place}: must be {digits} lower-case hex digits");
    }

    /// <summary>Says when a number is out of its range.</summary>
    public static void CheckRange(string place, long? number, long least, long most, List<string> faults)
    {
        if (number < least || number > most)
            faults.Add($"{place}: must be {least} to {most}, was {number}");
    }

    /// <summary>Whether a text is so many lower-case hex digits.</summary>
    public static bool IsHex(string text, int digits) => text.Length == digits && text.All(char.IsAsciiHexDigitLower);

    /// <summary>A text to be shown in a message: cut, and without control characters.</summary>
    public static string Shown(string? text, int longest = 80)
    {
        if (text is null)
            return "null";
        StringBuilder shown = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (shown.Length >= longest)
                return shown.Append('…').ToString();
            shown.Append(Rune.IsControl(rune) ? "�" : rune.ToString());
        }

        return shown.ToString();
    }

    /// <summary>Whether no character of a text is half of one.</summary>
    public static bool IsWhole(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return false;
            i++;
        }

        return true;
    }
}
