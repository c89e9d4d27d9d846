namespace HueSoc.Agent.Running;

/// <summary>How a service of Windows is (winsvc.h, SERVICE_*).</summary>
internal enum ServiceState
{
    /// <summary>It does not run.</summary>
    Stopped = 1,

    /// <summary>It is about to run.</summary>
    StartPending = 2,

    /// <summary>It is about to end.</summary>
    StopPending = 3,

    /// <summary>It runs.</summary>
    Running = 4,
}
