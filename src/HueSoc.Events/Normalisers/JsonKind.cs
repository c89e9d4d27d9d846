namespace HueSoc.Events.Normalisers;

#pragma warning disable CA1720 // The word is JSON's.
/// <summary>What a JSON value is.</summary>
public enum JsonKind
{
    /// <summary>An object.</summary>
    Object,

    /// <summary>An array.</summary>
    Array,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>The word <c>true</c>.</summary>
    True,

    /// <summary>The word <c>false</c>.</summary>
    False,

    /// <summary>The word <c>null</c>.</summary>
    Null,
}
