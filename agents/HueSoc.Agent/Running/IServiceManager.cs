namespace HueSoc.Agent.Running;

/// <summary>What started the agent and looks after it: systemd, or the service control manager of Windows.</summary>
internal interface IServiceManager
{
    /// <summary>Within what time it wants to hear from the agent; null when it does not.</summary>
    TimeSpan? Watchdog { get; }

    /// <summary>Says that the agent is ready.</summary>
    void Ready();

    /// <summary>Says that it is alive.</summary>
    void Alive();

    /// <summary>Says that it is about to end.</summary>
    void Stopping();

    /// <summary>Says how it is, in one line.</summary>
    void Status(string status);
}
