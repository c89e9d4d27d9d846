namespace HueSoc.Agent.Running;

/// <summary>
/// A service's side of its talk with the service control manager of Windows: what it says at what time, and what it does when it is told something. What is said goes through a function, so that this needs no Windows.
/// </summary>
/// <param name="report">Says it.</param>
/// <param name="stop">Is called, once, when the service has to end.</param>
internal sealed class WindowsServiceManager(Action<ServiceReport> report, Action stop) : IServiceManager
{
    private const int Accepted = 1 | 4 | 0x100; // Stop, shutdown, preshutdown.
    private const int NotImplemented = 120;
    private const int SpecificError = 1066;

    // Ending takes a commit to disk; a spool of half a gigabyte is looked through in seconds.
    private const int WaitMilliseconds = 30_000;

    private readonly Lock gate = new();
    private ServiceReport last = new(ServiceState.StartPending, 0, 0, 0, 1, WaitMilliseconds);

    /// <inheritdoc/>
    public TimeSpan? Watchdog => null;

    /// <summary>Says that it begins.</summary>
    public void Starting() => Say(last);

    /// <inheritdoc/>
    public void Ready()
    {
        lock (gate)
        {
            // It may have been told to end meanwhile.
            if (last.State == ServiceState.StartPending)
                Say(new(ServiceState.Running, Accepted, 0, 0, 0, 0));
        }
    }

    /// <inheritdoc/>
    public void Alive()
    {
        // The service control manager looks whether the process is there, and no more.
    }

    /// <inheritdoc/>
    public void Stopping()
    {
        lock (gate)
        {
            if (last.State is ServiceState.StartPending or ServiceState.Running)
                Say(new(ServiceState.StopPending, 0, 0, 0, 1, WaitMilliseconds));
        }
    }

    /// <inheritdoc/>
    public void Status(string status)
    {
        // It has no place for it; the status file has.
    }

    /// <summary>Says that it has ended. After this the process may be ended at any time.</summary>
    /// <param name="exitCode">The exit code of the program.</param>
    public void Stopped(int exitCode)
    {
        lock (gate)
            Say(new(ServiceState.Stopped, 0, exitCode == 0 ? 0 : SpecificError, exitCode, 0, 0));
    }

    /// <summary>Is told something.</summary>
    /// <returns>0, or the code of the error that says that this is not for it.</returns>
    public int Handle(ServiceControl control)
    {
        switch (control)
        {
            case ServiceControl.Stop or ServiceControl.Shutdown or ServiceControl.Preshutdown:
                bool isFirst;
                lock (gate)
                {
                    isFirst = last.State is ServiceState.StartPending or ServiceState.Running;
                    if (isFirst)
                        Say(new(ServiceState.StopPending, 0, 0, 0, 1, WaitMilliseconds));
                }

                if (isFirst)
                    stop();
                return 0;
            case ServiceControl.Interrogate:
                lock (gate)
                    Say(last);
                return 0;
            default:
                return NotImplemented;
        }
    }

    private void Say(in ServiceReport what)
    {
        last = what;
        report(what);
    }
}
