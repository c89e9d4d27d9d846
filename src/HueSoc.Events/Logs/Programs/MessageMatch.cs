using System.Runtime.CompilerServices;

namespace HueSoc.Events.Logs.Programs;

/// <summary>Where in a message the variable parts of a pattern are.</summary>
[InlineArray(MostSlots)]
internal struct MessageMatch
{
    /// <summary>How many variable parts a pattern has at most.</summary>
    public const int MostSlots = 8;

    private (int Start, int Length) first;
}
