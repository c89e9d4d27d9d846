namespace HueSoc.Sigma.Regexes;

/// <summary>The flags that a pattern can set for a part of itself.</summary>
[Flags]
internal enum RegexFlags
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>i</c>: upper and lower case are the same.</summary>
    IgnoreCase = 1,

    /// <summary><c>m</c>: <c>^</c> and <c>$</c> match at line ends.</summary>
    Multiline = 2,

    /// <summary><c>s</c>: <c>.</c> matches a newline.</summary>
    DotAll = 4,

    /// <summary><c>x</c>: white space and <c>#</c> comments stand for nothing.</summary>
    Extended = 8,
}
