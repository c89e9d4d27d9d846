using System.Runtime.InteropServices;

namespace HueSoc.Events.Normalisers;

/// <summary>A value on a <see cref="JsonTape"/>: where it stands in the document, and where what follows it stands on the tape.</summary>
[StructLayout(LayoutKind.Auto)]
public struct JsonEntry
{
    /// <summary>Where the key begins as it is written, behind its quote; -1 when the value has none.</summary>
    public int KeyStart { get; internal set; }

    /// <summary>How many bytes the key has as it is written.</summary>
    public int KeyLength { get; internal set; }

    /// <summary>Where the value begins, quotes and brackets included.</summary>
    public int Start { get; internal set; }

    /// <summary>How many bytes the value has.</summary>
    public int Length { get; internal set; }

    /// <summary>The place on the tape behind the value and all that is in it.</summary>
    public int Next { get; internal set; }

    /// <summary>What the value is.</summary>
    public JsonKind Kind { get; internal set; }

    /// <summary>Whether the text may have escapes in it; false is certain.</summary>
    public bool MayHaveEscapes { get; internal set; }

    /// <summary>Where the key stands in the tape's side buffer, unescaped and without spaces; -1 when it is compared as it is written.</summary>
    internal int PlainKeyStart { get; set; }

    /// <summary>How many bytes the key has there.</summary>
    internal int PlainKeyLength { get; set; }

    /// <summary>The first byte of the key as it is compared; 0 when there is none, or it is not known.</summary>
    internal byte KeyFirst { get; set; }

    /// <summary>Whether the value is left out when the document is written.</summary>
    internal bool Removed { get; set; }

    /// <summary>Whether something in it is left out.</summary>
    internal bool Touched { get; set; }
}
