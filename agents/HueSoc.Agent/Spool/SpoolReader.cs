namespace HueSoc.Agent.Spool;

/// <summary>Reads the committed events of a spool in their order. For one thread.</summary>
internal sealed class SpoolReader : IDisposable
{
    /// <summary>Reads the next event.</summary>
    /// <param name="record">The event; its bytes are valid until the next call.</param>
    /// <returns>False when there is none at present.</returns>
    public bool TryRead(out SpoolRecord record) => throw new NotImplementedException();

    /// <summary>Reads an event again that was read before and is not acknowledged; its data stream is left empty.</summary>
    /// <returns>False when its bytes are no longer right.</returns>
    public bool TryReadAgain(SpoolPlace place, out SpoolRecord record) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
