namespace HueSoc.Server.Hosting;

/// <summary>The server cannot start, and why, in words for the operator.</summary>
public sealed class ServerStartException : Exception
{
    /// <summary>For a reason.</summary>
    public ServerStartException(string message)
        : base(message)
    {
    }

    /// <summary>For a reason with a cause.</summary>
    public ServerStartException(string message, Exception cause)
        : base(message, cause)
    {
    }

    private ServerStartException()
    {
    }
}
