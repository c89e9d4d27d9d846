using System.Collections.Immutable;

namespace HueSoc.Fleet.Json;

/// <summary>What was read from bytes of the other side: a value without faults, or every fault that was found.</summary>
/// <param name="Value">The value; null when there are faults.</param>
/// <param name="Faults">What is wrong, each with its place, as in <c>sources[2].paths[0]: …</c>; empty when nothing is.</param>
/// <typeparam name="T">What was to be read.</typeparam>
public sealed record Reading<T>(T? Value, ImmutableArray<string> Faults)
    where T : class
{
    /// <summary>Whether there is a value.</summary>
    public bool IsSound => Value is not null;

    /// <summary>The faults in one line, for a log or an answer.</summary>
    public string FaultText => string.Join("; ", Faults);

    internal static Reading<T> Of(T value, List<string> faults) => faults.Count == 0 ? new(value, []) : new(null, [.. faults]);

    internal static Reading<T> Bad(string fault) => new(null, [fault]);
}
