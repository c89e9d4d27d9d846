namespace HueSoc.Agent.Collectors.WindowsLog;

/// <summary>What a channel lost by itself, or that it began anew, and where reading goes on then.</summary>
/// <param name="Action">What happened, as a <see cref="SourceNotice"/> has it.</param>
/// <param name="Lost">How many records are known to be lost, at least.</param>
/// <param name="After">Where reading goes on.</param>
/// <param name="Message">One sentence for people.</param>
internal sealed record EventLogLoss(string Action, long Lost, EventLogPlace After, string Message);
