namespace HueSoc.Sigma.Matching;

/// <summary>
/// The forms of events that one writer makes: which paths their values have, in order. Forms and paths are numbered; what a number stands for never
/// changes. Arrays are no part of a path: all elements have that of the array.
/// </summary>
public interface IEventForms
{
    /// <summary>The paths of a form's values, in the order of the event: of all, objects and arrays among them, but for the event itself, which is path 0.</summary>
    ReadOnlySpan<int> Paths(int form);

    /// <summary>The path that a path is in, which has a lower number.</summary>
    int Parent(int path);

    /// <summary>The last key of a path, as it is written between the quotes.</summary>
    ReadOnlySpan<byte> Key(int path);
}
