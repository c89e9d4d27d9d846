namespace HueSoc.EndToEnd.Tests.Agents;

/// <summary>What was going on when agent or server was killed.</summary>
internal enum AgentPhase
{
    /// <summary>The agent: lines were written that were not in the spool yet.</summary>
    Collecting,

    /// <summary>The agent: events were in the spool that had not been sent.</summary>
    Spooled,

    /// <summary>The agent: the server had answered, and the answer had not come.</summary>
    AnswerLost,

    /// <summary>The agent: positions were being kept on disk.</summary>
    KeepingPositions,

    /// <summary>The agent: a log had been copied, and not been truncated yet.</summary>
    BetweenCopyAndTruncate,

    /// <summary>The server: a request was on its way to it.</summary>
    ServerReceiving,
}
