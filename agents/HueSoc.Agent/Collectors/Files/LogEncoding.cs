namespace HueSoc.Agent.Collectors.Files;

/// <summary>How a file's text is written, by the byte order mark at its beginning.</summary>
internal enum LogEncoding
{
    /// <summary>UTF-8, or any other that has ASCII's line ends.</summary>
    Utf8,

    /// <summary>UTF-16, the lower byte first.</summary>
    Utf16Little,

    /// <summary>UTF-16, the higher byte first.</summary>
    Utf16Big,
}
