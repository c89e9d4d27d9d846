namespace HueSoc.Cli;

/// <summary>What a command tells the shell. Scripts rely on these numbers.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Findings, or invalid input where that was the question.</summary>
    public const int Findings = 1;

    /// <summary>The command was called wrongly; nothing was done.</summary>
    public const int Usage = 2;

    /// <summary>Something could not be read or written: it was said what, and the rest was done.</summary>
    public const int Incomplete = 3;

    /// <summary>Ended by Ctrl-C or a termination signal (128 + SIGINT, as shells have it).</summary>
    public const int Interrupted = 130;
}
