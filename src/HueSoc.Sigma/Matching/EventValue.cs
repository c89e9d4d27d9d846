namespace HueSoc.Sigma.Matching;

/// <summary>What kind of JSON value a walked value is.</summary>
#pragma warning disable MA0048 // The value and the words that describe it are one thing.
internal enum ValueKind : byte
{
    String,
    Number,
    True,
    False,
    Null,
    Object,
    Array,
}

/// <summary>What the walk saw inside a string.</summary>
[Flags]
internal enum ValueFlags : byte
{
    None = 0,

    /// <summary>There is an escape.</summary>
    Escaped = 1,

    /// <summary>There is a <c>\u</c> escape.</summary>
    UnicodeEscaped = 2,

    /// <summary>There is a byte outside ASCII.</summary>
    NonAscii = 4,

    /// <summary>A key on the way here was only found without its spaces.</summary>
    Spaced = 8,
}

/// <summary>A value of the event at hand. Offsets point into the event's bytes; quotes are not part of a string.</summary>
internal struct EventValue
{
    public int Start;
    public int Length;

    /// <summary>The next value of the same slot (array elements, repeated keys), or -1.</summary>
    public int Next;

    public ValueKind Kind;
    public ValueFlags Flags;

    /// <summary>Where the folded text lies in the fold buffer; -1 until it has been made.</summary>
    public int FoldedStart;
    public int FoldedLength;

    /// <summary>Which event it was kept for, where that is done when it is asked for.</summary>
    public int Round;

    /// <summary>Whether the value has a text: strings, numbers and truth values do.</summary>
    public readonly bool IsText => Kind <= ValueKind.False;
}
