namespace HueSoc.Agent.Running;

/// <summary>What is where in an agent's state folder. Everything there is its owner's alone.</summary>
/// <param name="State">The folder.</param>
internal sealed record AgentPaths(string State)
{
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The spool's folder.</summary>
    public string Spool => Path.Combine(State, "spool");

    /// <summary>What the server refused for good.</summary>
    public string DeadLetters => Path.Combine(State, "dead-letters");

    /// <summary>What the agent last said of itself.</summary>
    public string Status => Path.Combine(State, "status.json");

    /// <summary>Puts the spool aside: the state came with a copy of another machine, whose agent ships what lies there.</summary>
    public void SetSpoolAside()
    {
        string aside = $"{Spool}.of-another-machine";
        if (Directory.Exists(aside))
            Directory.Delete(aside, recursive: true);
        if (Directory.Exists(Spool))
            Directory.Move(Spool, aside);
    }

    /// <summary>Makes the folder if it is not there, and shuts it to others.</summary>
    public void Prepare()
    {
        if (OperatingSystem.IsWindows())
        {
            // The installer gives the folder its access list.
            Directory.CreateDirectory(State);
            return;
        }

        Directory.CreateDirectory(State, OwnersAlone);
        File.SetUnixFileMode(State, OwnersAlone);
    }
}
