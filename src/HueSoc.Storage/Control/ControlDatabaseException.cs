namespace HueSoc.Storage.Control;

/// <summary>The control database cannot be used, and why, in words for the operator.</summary>
public sealed class ControlDatabaseException : Exception
{
    /// <summary>For a reason.</summary>
    public ControlDatabaseException(string message)
        : base(message)
    {
    }

    /// <summary>For a reason with a cause.</summary>
    public ControlDatabaseException(string message, Exception cause)
        : base(message, cause)
    {
    }

    private ControlDatabaseException()
    {
    }
}
