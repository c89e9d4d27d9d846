namespace HueSoc.Agent.Running;

/// <summary>What a service of Windows says of itself (winsvc.h, SERVICE_STATUS).</summary>
/// <param name="State">How it is.</param>
/// <param name="Accepted">What it wants to be told: bits SERVICE_ACCEPT_*.</param>
/// <param name="ExitCode">Why it ended: 0 when it was told to, 1066 for <paramref name="OwnExitCode"/>.</param>
/// <param name="OwnExitCode">The exit code of the program.</param>
/// <param name="CheckPoint">Counts the steps of something that takes long.</param>
/// <param name="WaitMilliseconds">Within what time it will have taken the next step.</param>
internal readonly record struct ServiceReport(ServiceState State, int Accepted, int ExitCode, int OwnExitCode, int CheckPoint, int WaitMilliseconds);
