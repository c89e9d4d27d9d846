namespace HueSoc.Agent.Running;

/// <summary>How a source is.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Lag">How much of it is known to be unread; -1 when that is not known.</param>
/// <param name="Problem">What is wrong with it; null when nothing is.</param>
internal sealed record CollectorState(string Name, long Lag, string? Problem);
