namespace HueSoc.Agent.Tests.Spool;

/// <summary>The power goes. Nothing in the agent may catch this.</summary>
internal sealed class CrashException : Exception
{
    public CrashException()
        : base("the power went")
    {
    }
}
