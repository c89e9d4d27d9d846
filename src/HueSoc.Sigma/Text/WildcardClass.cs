namespace HueSoc.Sigma.Text;

/// <summary>The form of a <see cref="WildcardPattern"/>: the simple ones need only one comparison.</summary>
internal enum WildcardClass
{
    /// <summary>No wildcard: the text equals the one fragment.</summary>
    Exact,

    /// <summary><c>abc*</c>.</summary>
    StartsWith,

    /// <summary><c>*abc</c>.</summary>
    EndsWith,

    /// <summary><c>*abc*</c>; with an empty fragment (<c>*</c> alone) every text.</summary>
    Contains,

    /// <summary>Anything else.</summary>
    General,
}
