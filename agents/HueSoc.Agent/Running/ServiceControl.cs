namespace HueSoc.Agent.Running;

/// <summary>What the service control manager of Windows tells a service (winsvc.h, SERVICE_CONTROL_*).</summary>
internal enum ServiceControl
{
    /// <summary>Stop.</summary>
    Stop = 1,

    /// <summary>Say again how you are.</summary>
    Interrogate = 4,

    /// <summary>The system shuts down.</summary>
    Shutdown = 5,

    /// <summary>The system will shut down, and waits for those who asked for it.</summary>
    Preshutdown = 15,
}
