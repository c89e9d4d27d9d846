namespace HueSoc.EndToEnd.Tests.Torture;

/// <summary>What the server was doing with some events when it was killed.</summary>
internal enum Phase
{
    /// <summary>It was reading a request whose last bytes had not been sent.</summary>
    Receiving,

    /// <summary>Events were stored that had not been evaluated: the evaluator had a way to go when it started again.</summary>
    StoredUnevaluated,

    /// <summary>Events were stored and evaluated, and the answer that says so never reached the client.</summary>
    EvaluatedUnanswered,

    /// <summary>A database was being written from its log.</summary>
    Checkpoint,
}
