namespace HueSoc.Fleet.Configuration;

/// <summary>How the first line of an event is known.</summary>
public enum MultilineStart
{
    /// <summary>It is not indented: it begins with neither a space nor a tab.</summary>
    NotIndented,

    /// <summary>It begins with a digit, as a date does.</summary>
    Digit,

    /// <summary>It begins with a given text.</summary>
    Prefix,
}
