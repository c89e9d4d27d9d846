using HueSoc.Events.Normalisers.Ecs;

namespace HueSoc.Events.Normalisers.Windows;

/// <summary>
/// Fields of an event's own data, as Windows names them without their spaces, and where they go in ECS. Names with dots are fields of the event itself, <c>winlog.user.identifier</c>.
/// Where several say the same, the first that says anything counts.
/// </summary>
/// <param name="fields">From and to.</param>
internal sealed class FieldMap(params (string Source, EcsField Target)[] fields)
{
    /// <summary>From and to, in the order in which they are written.</summary>
    public (string Source, EcsField Target)[] Fields { get; } = fields;
}
